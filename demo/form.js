/** Shows what the form has sent, which its server would read. */
const sent = [...new URL(location.href).searchParams];
const place = document.querySelector('#sent');

for (const [name, value] of sent) {
  const term = document.createElement('dt');
  const text = document.createElement('dd');
  const code = document.createElement('code');
  code.textContent = name;
  term.append(code);
  text.textContent = value || '(empty)';
  place.querySelector('dl').append(term, text);
}

if (new URL(location.href).searchParams.has('comment')) {
  place.hidden = false;
  place.querySelector('h2').focus();
}
