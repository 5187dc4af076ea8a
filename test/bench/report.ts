/** Writes what was found: for the terminal, and as docs/benchmarks.md. */
import * as tables from './tables.js';
import type { Results } from './results.js';
import { targetsOf } from './targets.js';

const INTRODUCTION = `Written by \`npm run bench\`; do not edit. What each contender is given, and how it is measured, stands in
\`test/bench/\`.

Times are in milliseconds. **CPU** is the time for which the main thread of the page was running, by the browser's own trace:
it hardly changes when other programs keep the machine busy, while times on the wall do. Compare columns of one table
with each other, not with those of another machine or day.

- **commentariat** reads its comments from one JSON document; three of ten bodies are markup and are sanitized. *No
  markup*: the same with text bodies. *To read and write*: text bodies from a server of our protocol, with a form.
  *Open to replies*: the first, with a backend inside the page that takes replies. In a thread of more than 50 comments, those
  far from the reader are in the page with their names, dates and words; the rest of them is drawn as they come near, which
  counts where it happens: in the tables on scrolling, changing and reaching.
- **floor**: the same comments with the same visible parts as static markup, by one \`innerHTML\`. No script, no safety.
- **empty page**: loads the same data, and shows none of it.
- **bare page**: Lit's \`html\` and \`render\` alone write the names and texts of the first twenty of them; nothing is checked, made safe,
  nested, dated or styled. It tells how soon anything can be there.
- **Waline**, **Artalk**: their own clients, all comments in one page of results from a server on this machine.`;

interface Section {
  readonly title: string;
  readonly text: string;
  readonly table: (results: Results) => ReturnType<typeof tables.targetTable>;
}

const SECTIONS: readonly Section[] = [
  {
    title: 'Targets',
    text: 'Ratios are of medians of one run of the bench. From the peers and from us the empty page is taken off.',
    table: (results) => tables.targetTable(targetsOf(results)),
  },
  {
    title: 'Loading',
    text: '`first`, `all`: from the start of the navigation until the first and until all comments are in the page and painted as far as they are in view, on the wall. `+3 s`: CPU of the three seconds after that. `±`: median distance of the CPU from its median. `blocking`: what tasks took beyond 50 ms of CPU each. Bytes went over the wire compressed (gzip); process: its own memory, after a collection.',
    table: tables.loadTable,
  },
  {
    title: 'Where the time goes',
    text: 'CPU until all comments are painted, each kind of work alone.',
    table: tables.splitTable,
  },
  {
    title: 'Growth',
    text: 'Exponent of the cost over the number of comments: 0 does not grow, 1 in proportion.',
    table: tables.growthTable,
  },
  {
    title: 'Scrolling',
    text: '`wheel`: 300 pixels a frame, after three quiet seconds; `drag`: 3,000 pixels a frame, after that; `at once`: the same, right after all comments were painted. 240 frames, or as many as the page is long. `blank`: the longest time in which most of the window showed no comment, and the share of such frames. `late`: share of frames over 34 ms on the wall.',
    table: tables.scrollTable,
  },
  { title: 'Changing', text: '`boxes`: layout objects that had to be laid out again.', table: tables.changeTable },
  {
    title: 'Reaching',
    text: 'A jump by script, the search of the browser, and a page opened by a permalink.',
    table: tables.reachTable,
  },
  { title: 'Idle', text: 'A page that nobody touches.', table: tables.idleTable },
  { title: 'Trees', text: 'From a flat list to a thread, in Node.', table: tables.treeTable },
];

/** The report in Markdown; sections without figures are left out. */
export function writeReport(results: Results, machine: readonly string[]): string {
  const sections = SECTIONS.map(({ title, text, table }) => ({ title, text, rows: table(results) }))
    .filter(({ rows }) => rows.length > 1)
    .map(({ title, text, rows }) => `## ${title}\n\n${text}\n\n${tables.layOut(rows)}`);
  const broken = results.broken.length ? [`## Broken\n\n${results.broken.map((line) => `- ${line}`).join('\n')}`] : [];
  const about = machine.map((line) => `- ${line}`).join('\n');
  return `${['# Benchmarks', INTRODUCTION, about, ...broken, ...sections].join('\n\n')}\n`;
}
