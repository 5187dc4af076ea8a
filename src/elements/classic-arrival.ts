/** Finds a reply in the page that WordPress answers with. */
import { withRare } from '../core/fields.js';
import { readComment } from '../core/parse.js';
import { withoutSmilies } from '../core/wordpress/stored-text.js';
import type { Author, Comment, Draft, Posted } from '../core/types.js';
import type { FoundComment } from './dom-items.js';
import { toPage, type Markup } from './dom-markup.js';

/** A page that may hold the reply. */
export interface Arrival {
  readonly markup: Markup;
  readonly url: string;
  /** Ids of comments that were here before. */
  readonly known: ReadonlySet<string>;
  /** The account that the reply was written with. */
  readonly writer: Author | undefined;
}

/** The reply as the page shows it: published, or held and shown to its writer alone. Undefined where it is not there. */
export async function arrivalIn({ markup, url, known, writer }: Arrival, draft: Draft): Promise<Posted | undefined> {
  const fresh = markup.comments.filter((comment) => comment?.id !== undefined && !known.has(comment.id));
  const held = new URL(url).searchParams.get('unapproved');
  const found = named(markup.comments, held) ?? findReply(fresh, draft, writer ?? draft.guest);
  const comment = found && (await withRare(() => readComment(found, url)));
  if (!comment) return undefined;
  const state = comment.state === 'pending' || comment.id === held ? 'pending' : 'published';
  const { count } = await toPage(markup, url);
  return { state, comment: { ...placed(comment, draft), state }, ...(count && { count }) };
}

/** A reply that is known to be there, as its writer wrote it, until a page shows it. */
export function awaitingApproval(draft: Draft, writer: Author | undefined): Posted {
  const { key, text, guest = {} } = draft;
  const { name, url } = writer ?? guest;
  const comment: Comment = {
    // By this mark it cannot be answered: nobody knows its number.
    id: `~${key}`,
    kind: 'comment',
    state: 'pending',
    author: { ...(name && { name }), ...(url && { url }) },
    body: { kind: 'text', value: text },
    publishedAt: new Date().toISOString(),
  };
  return { state: 'pending', comment: placed(comment, draft) };
}

/** Below its parent: themes show what is nested too deeply beside it. */
function placed(comment: Comment, { parentId }: Draft): Comment {
  return parentId === undefined ? comment : { ...comment, parentId };
}

function named(comments: Markup['comments'], id: string | null): FoundComment | null | undefined {
  return id === null ? undefined : comments.find((comment) => comment?.id === id);
}

/** Finds a reply among comments. Plugins change texts: the only new one by that name is the one that was written. */
export function findReply(
  fresh: Markup['comments'],
  { text }: Draft,
  { name = '' }: Author = {},
): FoundComment | null | undefined {
  const written = lettersOf(withoutSmilies(text));
  const signature = lettersOf(name);
  const same = fresh.filter((comment) => written && lettersOf(comment?.words) === written);
  const signed = fresh.filter((comment) => signature && lettersOf(comment?.author?.name) === signature);
  const only = (found: Markup['comments']) => (found.length === 1 ? found[0] : undefined);
  return latest(same.filter((comment) => signed.includes(comment))) ?? only(signature ? signed : same);
}

function latest(comments: Markup['comments']): FoundComment | null | undefined {
  return [...comments].sort((a, b) => Number(b?.id) - Number(a?.id))[0];
}

/** WordPress curls quotation marks, joins dots and dashes, links addresses and drops tags: letters and digits stay. */
function lettersOf(text = ''): string {
  return text
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}
