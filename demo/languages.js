/**
 * Every text that counts, in the language and for the number that are chosen. `?lang=ar&n=11` makes a choice linkable. The
 * thread and the counter have a source of their own, which counts as many responses as the slider says.
 */
import { addEnglish, loadTranslator } from '/dist/core/messages.js';
import { enCount } from '/dist/core/locales/en-count.js';
import { enExtras } from '/dist/core/locales/en-extras.js';
import { enForm } from '/dist/core/locales/en-form.js';

// The elements bring English along by themselves; this page says more than they do.
for (const texts of [enCount, enExtras, enForm]) addEnglish(texts);

const RIGHT_TO_LEFT = ['ar', 'fa', 'he'];
const KEYS = [
  'thread.heading',
  'thread.headingPlain',
  'thread.count',
  'thread.shown',
  'thread.notShown',
  'thread.pings',
  'thread.loaded',
  'comment.replies',
  'comment.hide',
  'comment.show',
  'comment.pending',
  'form.left',
  'form.problems',
  'form.text.too-long',
  'form.wait',
];
/** Names of both directions, which must not disturb the sentences around them. */
const COMMENTS = [
  ['Ilse Marek', 'Bring a blanket. The stove is for the tea.', 'en', '2012-04-01T21:40:00Z'],
  ['דנה לוי', 'הרכבת הגיעה בזמן, והתה היה חם.', 'he', '2012-04-02T05:15:00Z'],
  ['Саид Раҳимов', 'Дар истгоҳи дуюм боз нон мефурӯшанд.', 'tg', '2012-04-03T07:05:00Z'],
].map(([name, value, lang, publishedAt], index) => ({
  id: `${index + 1}`,
  ...(index === 1 && { parentId: '1' }),
  kind: 'comment',
  state: 'published',
  author: { name },
  body: { kind: 'text', value },
  lang,
  publishedAt,
}));

const form = document.querySelector('.choices');
const spoken = document.querySelector('#spoken');
const [language, number] = [form.elements.lang, form.elements.n];

const source = {
  name: 'slider',
  capabilities: { sorts: ['oldest'], once: 'none' },
  list: async () => ({
    comments: COMMENTS.slice(0, number.valueAsNumber),
    count: { total: number.valueAsNumber },
    policy: { access: 'none', name: 'no', email: 'no', url: 'no' },
  }),
  count: async (threads) => threads.map(() => ({ total: number.valueAsNumber })),
};

function rowOf(key, text) {
  const row = document.createElement('tr');
  const [name, words, code] = ['th', 'td', 'code'].map((tag) => document.createElement(tag));
  Object.assign(code, { lang: 'en', dir: 'ltr', textContent: key });
  name.scope = 'row';
  name.append(code);
  words.textContent = text;
  row.append(name, words);
  return row;
}

/** What is chosen, in the page and in its address. */
async function show() {
  const [lang, count] = [language.value, number.valueAsNumber];
  history.replaceState(null, '', `?${new URLSearchParams({ lang, n: count })}${location.hash}`);
  const translator = await loadTranslator(lang);
  if (lang !== language.value || count !== number.valueAsNumber) return;
  const values = { count, shown: Math.min(count, COMMENTS.length), title: 'The Night Train', author: 'Ilse Marek' };
  Object.assign(spoken, { lang, dir: RIGHT_TO_LEFT.includes(lang) ? 'rtl' : 'ltr' });
  form.querySelector('output').textContent = translator.number(count);
  spoken.querySelector('tbody').replaceChildren(...KEYS.map((key) => rowOf(key, translator.text(key, values))));
  const thread = spoken.querySelector('comment-thread');
  const counter = document.createElement('comment-count');
  spoken.querySelector('comment-count').replaceWith(Object.assign(counter, { id: 'count', backend: source }));
  await thread.load();
  await thread.reload();
}

/** The choice that an address makes; what it does not say stays as it is. */
function read() {
  const asked = new URL(location.href).searchParams;
  if ([...language.options].some(({ value }) => value === asked.get('lang'))) language.value = asked.get('lang');
  if (/^\d+$/.test(asked.get('n') ?? '')) number.value = asked.get('n');
}

await Promise.all(['comment-thread', 'comment-count'].map((tag) => customElements.whenDefined(tag)));
read();
spoken.querySelector('comment-thread').backend = source;
form.hidden = spoken.hidden = false;
form.addEventListener('input', () => void show());
form.addEventListener('submit', (event) => event.preventDefault());
await show();
