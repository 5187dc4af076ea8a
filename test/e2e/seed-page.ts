/** The page the project began from, as a person would put it into a document. */
import { existsSync, readFileSync } from 'node:fs';

const FILE = new URL('../../../shared/seed/page.txt', import.meta.url);

/** For `test()`: says why it is skipped where the page does not lie beside the project. */
export const needsSeedPage = { skip: !existsSync(FILE) && 'the page the project began from is not here' };

export interface SeedComment {
  readonly id: string;
  readonly parentId?: string;
  /** What stands beside the number: a name, or the title of a quoted work. */
  readonly head?: string;
  readonly paragraphs: readonly string[];
}

export interface SeedPage {
  /** Every line with text, its white space normalized. */
  readonly lines: readonly string[];
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly byline: string;
  readonly filed: string;
  readonly heading: string;
  readonly comments: readonly SeedComment[];
  /** From "Leave a Reply" on. */
  readonly form: readonly string[];
}

/** Takes the page apart: article, byline, categories, and comments by number and bullet. */
export function readSeedPage(): SeedPage {
  const lines = readFileSync(FILE, 'utf8')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
  const at = (pattern: RegExp) => lines.findIndex((line) => pattern.test(line));
  const [byline, filed, heading, form] = [
    at(/^\(By /),
    at(/^Filed under /),
    at(/^\d+ responses to /),
    at(/^Leave a Reply/),
  ];
  return {
    lines,
    title: lines[0] ?? '',
    paragraphs: lines.slice(1, byline),
    byline: lines[byline] ?? '',
    filed: lines[filed] ?? '',
    heading: lines[heading] ?? '',
    comments: readComments(lines.slice(heading + 1, form)),
    form: lines.slice(form),
  };
}

function readComments(lines: readonly string[]): SeedComment[] {
  const comments: { id: string; parentId?: string; head?: string; paragraphs: string[] }[] = [];
  let root = '';
  for (const line of lines) {
    const id = String(comments.length + 1);
    const [, number, head = ''] = /^(\d+)\. (.+)$/.exec(line) ?? [];
    if (number) comments.push({ id: (root = id), head, paragraphs: [] });
    else if (line.startsWith('• ')) comments.push({ id, parentId: root, paragraphs: [line.slice(2)] });
    else comments.at(-1)?.paragraphs.push(line);
  }
  return comments;
}

/** The document of the `json` backend that says what the page says. */
export function documentOf({ title, paragraphs, byline, filed, heading, comments }: SeedPage) {
  const [, author, source, date = ''] = /^\(By (.+), published originally in the (.+) on (.+)\)$/.exec(byline) ?? [];
  const post = {
    id: '/seed/',
    title,
    author: { name: author },
    source: { source, dateText: date },
    body: { kind: 'html', value: paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('') },
    categories: filed
      .replace('Filed under ', '')
      .split(', ')
      .map((name) => ({ name })),
    count: { total: Number.parseInt(heading, 10), comments: comments.length },
    comments: comments.map(toComment),
  };
  return { version: 1, posts: [post] };
}

/** A comment whose second line names a source and a date quotes a work; the one before it is its title. */
function toComment({ id, parentId, head, paragraphs: [first = '', ...others] }: SeedComment) {
  const [, source, dateText] = /^([^,]{2,20}), (.{6,20}\d{4})$/.exec(first) ?? [];
  if (source) return { id, cite: { title: head, source, dateText }, body: others.join('\n\n') };
  return { id, parentId, author: { name: head }, body: [first, ...others].join('\n\n') };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
