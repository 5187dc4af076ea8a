/** Puts the thread behind the line that is chosen: `slow.html?ms=3000&every=2`. The demo's server does the waiting. */
const form = document.querySelector('.panel');
const thread = document.querySelector('comment-thread');
const asked = new URL(location.href).searchParams;

for (const { name, options } of form.querySelectorAll('select'))
  if ([...options].some(({ value }) => value === asked.get(name))) form.elements[name].value = asked.get(name);

function read() {
  const { ms, every } = Object.fromEntries(new FormData(form));
  const url = new URL(location.href);
  url.searchParams.set('ms', ms);
  url.searchParams.set('every', every);
  history.replaceState(null, '', url);
  const src = `/slow/${ms}/${every}/`;
  if (thread.getAttribute('src') === src) void thread.reload?.();
  else thread.setAttribute('src', src);
}

form.addEventListener('change', read);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  read();
});
read();
