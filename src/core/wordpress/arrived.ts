/** Finds a reply of which nobody knows whether it has arrived. */
import { readText } from '../fields.js';
import type { Draft, Posted } from '../types.js';
import { askComments, MOST, readThread } from './comments.js';
import { decodeEntities } from './entities.js';
import type { Item } from './item.js';
import type { Site } from './site.js';
import { withoutSmilies } from './stored-text.js';

/** Looks for it among the newest replies to its parent; undefined where it is not, or waits for moderation. */
export async function findArrived(site: Site, item: Item, draft: Draft): Promise<Posted | undefined> {
  const { parentId = 0, text, guest } = draft;
  const { raw } = await askComments(site, item, { parent: parentId, per_page: MOST, order: 'desc' }, { fresh: true });
  const { comments } = await readThread(site, item, raw);
  const name = readText(guest?.name);
  const words = wordsOf(withoutSmilies(text));
  const comment = comments.find(
    ({ author, body }) => words && (!name || author.name === name) && wordsOf(body?.value) === words,
  );
  return comment && { state: 'published', comment };
}

/**
 * Letters and digits: WordPress turns quotation marks, makes links of addresses and leaves out tags that it does not know. Of a
 * text without any, its signs: one thumb is not another. Nothing where there are pictures alone, which are like nothing else.
 */
function wordsOf(html = ''): string {
  const text = String(decodeEntities(html.replace(/<\/?[a-z][^<>]*>/gi, '')));
  return text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase() || text.replace(/\s+/g, '');
}
