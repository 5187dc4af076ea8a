/** Figures of contrast for what is shown now, and the weakest of all. */
import { contrastsIn, LEAST } from './contrast.js';

/** What is measured by itself: the first of these that is shown. */
const ROWS = {
  'text on the background': ['text', ({ node }) => node.closest('[part~=content]') && node.localName !== 'a'],
  'muted text': ['text', ({ node }) => node.closest('[part~=time], [part=count], [part=hint]')],
  names: ['text', ({ node }) => node.closest('[part=author-name]')],
  links: ['text', ({ node }) => node.localName === 'a' && node.closest('[part~=content]')],
  'text of the button': ['text', ({ node }) => node.closest('[part=submit]')],
  'edge of the button': ['control', ({ node }) => node.matches('[part=submit]')],
  'edge of fields': ['control', ({ node }) => node.matches('input, textarea')],
  mistakes: ['text', ({ node }) => node.matches('[part=field-error]')],
};

function rowOf(name, kind, ratio) {
  const row = document.createElement('tr');
  const head = Object.assign(document.createElement('th'), { scope: 'row', textContent: name });
  const cells = [ratio === undefined ? '–' : ratio.toFixed(2), LEAST[kind]].map((text) =>
    Object.assign(document.createElement('td'), { textContent: text }),
  );
  row.append(head, ...cells);
  if (ratio !== undefined) row.className = ratio >= LEAST[kind] ? 'passes' : 'fails';
  return row;
}

export function contrastMeter(place, root) {
  let waiting = false;
  const measure = () => {
    waiting = false;
    const found = contrastsIn(root);
    const rows = Object.entries(ROWS).map(([name, [kind, fits]]) =>
      rowOf(name, kind, found.find((each) => each.kind === kind && fits(each))?.ratio),
    );
    place.querySelector('tbody').replaceChildren(...rows);
    const weak = found.filter(({ kind, ratio }) => ratio < LEAST[kind]);
    const [worst] = weak;
    const verdict = worst
      ? `${weak.length} of ${found.length} are too weak; first of all ${worst.part} with ${worst.ratio.toFixed(2)}.`
      : `All ${found.length} texts and controls stand out.`;
    const line = place.querySelector('.verdict');
    // A live region: only what is new is said.
    if (line.textContent !== verdict) line.textContent = verdict;
  };
  return {
    /** Soon, and once for many changes. */
    measure() {
      if (waiting) return;
      waiting = true;
      setTimeout(measure, 150);
    },
  };
}
