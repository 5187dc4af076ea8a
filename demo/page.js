/**
 * The blog's own script: a button that goes through the colour schemes, as many sites have one. The elements need not be
 * told; they follow the `color-scheme` of the page. `?scheme=dark` makes a scheme linkable.
 */
const SCHEMES = ['auto', 'light', 'dark'];
const button = document.querySelector('.scheme');

function show(scheme) {
  document.documentElement.dataset.scheme = scheme;
  if (!button) return;
  button.textContent = `Colors: ${scheme}`;
  button.hidden = false;
}

const asked = new URL(location.href).searchParams.get('scheme');
show(SCHEMES.includes(asked) ? asked : 'auto');

button?.addEventListener('click', () => {
  const now = document.documentElement.dataset.scheme;
  show(SCHEMES[(SCHEMES.indexOf(now) + 1) % SCHEMES.length]);
});
