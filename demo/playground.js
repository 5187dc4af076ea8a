/**
 * The workshop: what is chosen stands in the address, the settings in one style sheet that is also the CSS to copy.
 * `playground.html?theme=cards&state=error&accent=%23b00020`.
 */
import { contrastMeter } from './playground-meter.js';
import { partInspector } from './playground-parts.js';
import { tokenControls } from './playground-tokens.js';
import { ARTICLE, showState, STATES } from './specimen.js';

const WORDS = {
  theme: {
    none: 'none',
    default: 'default',
    classic: 'classic',
    cards: 'cards',
    contrast: 'contrast',
    newspaper: 'newspaper',
    terminal: 'terminal',
  },
  scheme: { auto: 'as the system', light: 'light', dark: 'dark' },
  state: STATES,
  // Not an object, which would put the numbers first.
  width: [
    ['free', 'free'],
    ['320', '320 px'],
    ['768', '768 px'],
    ['1200', '1200 px'],
  ],
  dir: { auto: 'by language', ltr: 'left to right', rtl: 'right to left' },
};
const RTL = /^(ar|fa|he|ur)\b/;

const form = document.querySelector('.controls');
const stage = document.querySelector('.stage');
const article = stage.querySelector('article-view');
const thread = stage.querySelector('comment-thread');
const code = document.querySelector('.result code');
const asked = new URL(location.href).searchParams;

const [manifest, languages, defaults] = await Promise.all([
  fetch('/dist/custom-elements.json').then((answer) => answer.json()),
  fetch('/languages.json').then((answer) => answer.json()),
  fetch('/dist/themes/default.css').then((answer) => answer.text()),
]);
const elements = manifest.modules.flatMap(({ declarations }) => declarations).filter(({ tagName }) => tagName);

const names = new Intl.DisplayNames(['en'], { type: 'language' });
const words = { ...WORDS, lang: Object.fromEntries(languages.map((lang) => [lang, names.of(lang)])) };
for (const [name, options] of Object.entries(words)) {
  const select = form.elements[name];
  const entries = Array.isArray(options) ? options : Object.entries(options);
  select.append(...entries.map(([value, text]) => new Option(text, value)));
  const wanted = [...select.options].find(({ value }) => value === asked.get(name));
  select.value = wanted?.value ?? usual(name);
}

/** What is chosen where the address says nothing. */
function usual(name) {
  return name === 'lang' ? 'en' : form.elements[name].options[0].value;
}

/** One rule, whose properties are set one by one: whatever the address holds, it stays the value of a property. */
const sheet = new CSSStyleSheet();
sheet.replaceSync('article-view, comment-thread, reply-form {}');
document.adoptedStyleSheets.push(sheet);
const [rule] = sheet.cssRules;

const meter = contrastMeter(document.querySelector('.meter'), stage);
const inspector = partInspector(document.querySelector('.inspector'), document.querySelector('.preview'), elements);
const tokens = tokenControls([...document.querySelectorAll('.tokens')], { elements, defaults, stage, onChange: apply });

/** The CSS that does what is seen, with what was changed alone. */
function cssText() {
  const lines = tokens.changed().map(([name, value]) => `  ${name}: ${value};`);
  const { theme } = view();
  const note = theme === 'none' ? '' : `/* On top of themes/${theme}.css */\n`;
  if (lines.length === 0) return note || '/* Nothing is changed yet. */';
  return `${note}article-view,\ncomment-thread,\nreply-form {\n${lines.join('\n')}\n}`;
}

function view() {
  return Object.fromEntries(Object.keys(words).map((name) => [name, form.elements[name].value]));
}

function writeAddress() {
  const url = new URL(location.href);
  url.search = '';
  for (const [name, value] of Object.entries(view())) {
    if (value !== usual(name)) url.searchParams.set(name, value);
  }
  for (const [name, value] of tokens.changed()) url.searchParams.set(name.replace('--commentariat-', ''), value);
  history.replaceState(null, '', url);
}

/** The style sheet of a theme, once it is here. */
async function showTheme(theme) {
  const before = document.querySelector('link[data-theme]');
  if (before?.dataset.theme === theme) return;
  if (theme === 'none') return before?.remove();
  const link = Object.assign(document.createElement('link'), {
    rel: 'stylesheet',
    href: `/dist/cdn/themes/${theme}.css`,
  });
  link.dataset.theme = theme;
  const loaded = new Promise((done) => link.addEventListener('load', done, { once: true }));
  // Before our own sheet in any case: that one is adopted.
  document.head.append(link);
  await loaded;
  before?.remove();
}

let shownState;

async function apply() {
  const { theme, scheme, state, width, lang, dir } = view();
  stage.dataset.scheme = scheme;
  if (stage.lang !== lang) {
    stage.lang = lang;
    // Elements look for their language when they are placed.
    stage.prepend(article, thread);
  }
  stage.dir = dir === 'auto' ? (RTL.test(lang) ? 'rtl' : 'ltr') : dir;
  stage.style.inlineSize = width === 'free' ? '' : `${width}px`;
  for (const name of [...rule.style]) rule.style.removeProperty(name);
  for (const [name, value] of tokens.changed()) rule.style.setProperty(name, value);
  code.textContent = cssText();
  writeAddress();
  if (state !== shownState) {
    shownState = state;
    void showState(thread, state).then((part) => part?.scrollIntoView({ block: 'center' }));
  }
  await showTheme(theme);
  tokens.refresh();
  meter.measure();
}

form.addEventListener('submit', (event) => event.preventDefault());
form.querySelector('.view').addEventListener('change', () => void apply());
form.querySelector('.reset').addEventListener('click', () => {
  tokens.reset();
  void apply();
});
form.querySelector('.copy').addEventListener('click', async () => {
  const copied = form.querySelector('.copied');
  try {
    await navigator.clipboard.writeText(cssText());
    copied.textContent = 'Copied.';
  } catch {
    getSelection().selectAllChildren(code);
    copied.textContent = 'The browser does not allow it: the text is selected, copy it yourself.';
  }
});

// Whatever the elements draw later changes the figures and the parts.
const redrawn = () => {
  meter.measure();
  inspector.refresh();
};
for (const type of [
  'comment-load',
  'comment-error',
  'comment-reply',
  'comment-cancel',
  'comment-post',
  'comment-toggle',
  'article-load',
])
  stage.addEventListener(type, () => void thread.updateComplete.then(() => requestAnimationFrame(redrawn)));
new ResizeObserver(redrawn).observe(thread);

tokens.take(asked);
article.article = ARTICLE;
await apply();
