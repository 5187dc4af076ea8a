/** Runs in the page: backends and comments that the states are made of. */
import { CommentsError } from '../../src/core/errors.js';
import type { ErrorCode } from '../../src/core/error-codes.js';
import type { Backend, Comment, ReplyPolicy } from '../../src/core/types.js';
import type { MemoryOptions, MemoryPost } from '../../src/core/backends/memory.js';
import { backendOf, comment } from '../support/backends.js';

export const OPEN: ReplyPolicy = {
  access: 'open',
  name: 'required',
  email: 'required',
  url: 'optional',
  maxLength: 200,
};
export const EASY: ReplyPolicy = { access: 'open', name: 'optional', email: 'no', url: 'no' };

const on = (day: number, more: Partial<Comment> = {}): Partial<Comment> => ({
  publishedAt: `2012-03-${String(day).padStart(2, '0')}T10:00:00.000Z`,
  ...more,
});

/** A bit of everything. */
export const RICH: readonly Comment[] = [
  comment(
    '1',
    on(1, { author: { name: 'Ken', url: 'https://ken.example/', provider: 'google-plus' }, editedAt: '2012-03-05' }),
  ),
  comment('2', on(2, { parentId: '1', author: { name: 'Анна', role: 'author' } })),
  comment('3', on(3, { parentId: '2', state: 'deleted', author: {} })),
  comment('4', on(4, { parentId: '3', author: { name: 'Ken' } })),
  comment('5', on(5, { parentId: 'gone', author: { role: 'moderator', name: 'Mod' } })),
  comment('6', on(6, { author: {}, cite: { title: 'Dawn', source: 'Paper', dateText: '14/02/2012' } })),
  comment('7', on(7, { kind: 'pingback', author: { name: 'Other blog', url: 'https://blog.example/' } })),
];

/** Each answers the one before. */
export const DEEP: readonly Comment[] = Array.from({ length: 12 }, (_, index) =>
  comment(
    `${index + 1}`,
    on(index + 1, { author: { name: `Reader ${index + 1}` }, ...(index > 0 && { parentId: `${index}` }) }),
  ),
);

const MARKUP = `<h2>A heading</h2><p>Text with <a href="https://a.example/">a link</a>, <code>code</code>, <b>bold</b> and <i>slanted</i> words.</p>
<ul><li>one</li><li>two<ol><li>nested</li></ol></li></ul><blockquote><p>A quotation.</p></blockquote>
<pre><code>let a_very_long_line_of_code = that_does_not_end + before + the_column + does + and_goes_on + and_on + and_on + still;</code></pre>
<p><img src="https://pictures.invalid/cat.jpg" alt="A cat"></p><table><tr><th>Year</th><td>2012</td></tr></table>`;
export const HTML: readonly Comment[] = [
  comment('1', { body: { kind: 'html', value: MARKUP } }),
  comment('2', { parentId: '1', body: { kind: 'html', value: '<p>Short.</p>' } }),
];

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3);
export const LONG_WORDS: readonly Comment[] = [
  comment('1', { author: { name: LONG }, body: { kind: 'text', value: `${LONG} https://example.com/${LONG}` } }),
  comment('2', {
    parentId: '1',
    author: { name: 'A name of many words that goes on and on, as such names sometimes do' },
  }),
];

export const TONGUES: readonly Comment[] = [
  comment('1', { author: { name: 'ليلى' }, body: { kind: 'text', value: 'مرحبا بالعالم' }, lang: 'ar' }),
  comment('2', {
    author: { name: 'דוד (Dave) 12' },
    body: { kind: 'text', value: 'שלום עולם' },
    lang: 'he',
    parentId: '1',
  }),
  comment('3', { author: { name: 'Лола' }, body: { kind: 'text', value: 'Салом, ҷаҳон' }, lang: 'tg', parentId: '2' }),
  comment('4', { author: { name: 'Jürgen' }, body: { kind: 'text', value: 'Grüße' } }),
];

/** Two pages of two. */
export const PAGES: readonly Comment[] = ['1', '2', '3', '4'].map((id, index) => comment(id, on(index + 1)));

/** No network fails in the same moment. */
async function fail(code: ErrorCode): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  throw new CommentsError(code, 'As the test wants it.');
}

/** A backend that fails in one way. */
export function failing(code: ErrorCode, items: readonly Comment[] = []): Backend {
  const memory = backendOf(items);
  return { ...memory, list: () => fail(code) };
}

/** The first page comes, the second does not. */
export function failingLater(): Backend {
  const memory = backendOf(PAGES);
  return {
    ...memory,
    list: (thread, query, options) =>
      query.after === undefined ? memory.list(thread, query, options) : fail('server'),
  };
}

/** Never answers. */
export function silent(
  what: 'list' | 'reply',
  items: readonly Comment[] = RICH,
  post: Partial<MemoryPost> = {},
): Backend {
  return { ...backendOf(items, post), [what]: () => new Promise(() => {}) };
}

/** Refuses every reply for one reason. */
export function refusing(code: ErrorCode): MemoryOptions {
  return { refuse: () => new CommentsError(code, 'As the test wants it.', { retryAfter: 30 }) };
}
