/** Makes a discussion of the size that the address asks for (`big.html?count=10000&depth=6`), and tells what showing it took. */
const NAMES = [
  'Oskar Lund',
  'Ilse Marek',
  'Pavel Orsin',
  'Rusana Hale',
  'Anselm Vohr',
  'Vera Osk',
  'Tomas Brin',
  'Дина Ж.',
];
const WORDS =
  'oak larch stone iron wedge tar bolt gravel frost moss whistle lantern curve bridge tunnel signal platform stove kettle ticket'.split(
    ' ',
  );
const MOST = { count: 10_000, depth: 50 };
const form = document.querySelector('.panel');
const thread = document.querySelector('comment-thread');
const asked = new URL(location.href).searchParams;

/** Always the same for the same number. */
const pick = (list, number) => list[(number * 7919 + 13) % list.length];

function textOf(number) {
  const words = Array.from({ length: 6 + (number % 23) }, (_, index) => pick(WORDS, number * 31 + index * 17));
  return `Sleeper ${number} is of ${words.join(', ')}.`;
}

/** Chains of answers as deep as asked, one after the other. */
function makeComments(count, depth) {
  const start = Date.UTC(2012, 0, 1);
  return Array.from({ length: count }, (_, index) => ({
    id: String(index + 1),
    ...(index % depth > 0 && { parentId: String(index) }),
    kind: 'comment',
    state: 'published',
    author: { name: pick(NAMES, index) },
    body: { kind: 'text', value: textOf(index + 1) },
    publishedAt: new Date(start + index * 60_000).toISOString(),
  }));
}

function tell(figures) {
  const rows = Object.entries(figures).flatMap(([name, value]) => {
    const [term, definition] = [document.createElement('dt'), document.createElement('dd')];
    term.textContent = name;
    definition.textContent = value;
    return [term, definition];
  });
  document.querySelector('.figures').replaceChildren(...rows);
}

const whole = (name, fallback) => Math.max(1, Math.min(MOST[name], Math.trunc(Number(asked.get(name))) || fallback));
const size = { count: whole('count', 1000), depth: whole('depth', 6) };
for (const [name, value] of Object.entries(size)) {
  const field = form.elements[name];
  if (![...field.options].some((option) => option.value === String(value))) field.append(new Option(String(value)));
  field.value = String(value);
  field.addEventListener('change', () => {
    const url = new URL(location.href);
    url.searchParams.set(name, field.value);
    location.assign(url);
  });
}
form.elements.number.max = size.count;

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  await thread.scrollToComment(form.elements.number.value);
});

await customElements.whenDefined('comment-thread');
const comments = makeComments(size.count, size.depth);
const started = performance.now();
const since = () => `${Math.round(performance.now() - started)} ms`;
thread.addEventListener(
  'comment-load',
  async () => {
    const first = since();
    tell({ 'first comments after': first });
    await thread.updateComplete;
    const nodes = thread.renderRoot.querySelectorAll('*').length;
    tell({
      'first comments after': first,
      'all drawn after': since(),
      comments: thread.renderRoot.querySelectorAll('[part~=comment]').length.toLocaleString('en'),
      elements: nodes.toLocaleString('en'),
    });
  },
  { once: true },
);
thread.pageSize = size.count;
thread.comments = comments;
