/**
 * The blog's own script: a button that goes through the colour schemes, as many sites have one, and a choice of themes. The
 * elements need not be told; they follow the style sheets and the `color-scheme` of the page. Both can be linked:
 * `?scheme=dark&theme=classic`. So can the language and direction of the page: `?lang=ar&dir=rtl`.
 */
const SCHEMES = ['auto', 'light', 'dark'];
const THEMES = ['none', 'default', 'classic', 'cards', 'contrast', 'newspaper', 'terminal'];
const root = document.documentElement;
const asked = new URL(location.href).searchParams;
const button = document.querySelector('.scheme');
const choice = document.querySelector('.theme');

function showScheme(scheme) {
  root.dataset.scheme = scheme;
  if (button) button.textContent = `Colors: ${scheme}`;
}

/** A theme is one style sheet. */
function showTheme(theme) {
  document.querySelector('link[data-theme]')?.remove();
  root.dataset.theme = theme;
  if (theme === 'none') return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = `/dist/cdn/themes/${theme}.css`;
  link.dataset.theme = theme;
  document.head.append(link);
}

for (const name of ['lang', 'dir']) if (asked.has(name)) root[name] = asked.get(name);
showScheme(SCHEMES.find((scheme) => scheme === asked.get('scheme')) ?? 'auto');
showTheme(THEMES.find((theme) => theme === asked.get('theme')) ?? 'none');

button?.addEventListener('click', () => {
  showScheme(SCHEMES[(SCHEMES.indexOf(root.dataset.scheme) + 1) % SCHEMES.length]);
});

if (choice) {
  choice.append(...THEMES.map((theme) => new Option(theme)));
  choice.value = root.dataset.theme;
  choice.addEventListener('change', () => showTheme(choice.value));
  choice.closest('.switches').hidden = false;
}
