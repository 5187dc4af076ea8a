/**
 * Guests whom WordPress refuses over REST, as it does without a plugin, have the form that its own page prints for them. They
 * read over REST, and reply as that form would.
 */
import { toCommentsError } from '../core/errors.js';
import type { Backend, Draft, Posted, ReplyPolicy, RequestOptions, ThreadRef } from '../core/types.js';
import { decodeEntities } from '../core/wordpress/entities.js';
import { findReply } from './classic-arrival.js';
import { formIn, isOfAccount, policyIn } from './classic-form.js';
import { makeReply } from './classic-page.js';

/** Newest comments among which a reply is looked for. */
const NEWEST = 50;

/** The same backend, which lets guests reply by the form of the page that the thread stands in. */
export function withForm(backend: Backend, host: Element): Backend {
  const known = new Set<string>();
  const byForm = makeReply(host, known);
  let refuses = false;
  return {
    ...backend,
    list: async (ref, query, request) => {
      const page = await backend.list(ref, query, request);
      for (const { id } of page.comments) known.add(id);
      refuses = page.policy?.access === 'login';
      const policy = refuses ? guestsPolicy(host) : undefined;
      return policy ? { ...page, policy } : page;
    },
    reply: async (ref, draft, request) => {
      if (!refuses) {
        const posted = await tryOverRest(backend, host, ref, draft, request);
        if (posted) return posted;
        refuses = true;
      }
      const posted = await byForm(ref, draft, request).catch(async (thrown: unknown) => {
        // It was stored, but the theme does not show it in a way that is understood.
        const isUnseen = toCommentsError(thrown).code === 'rejected' && toCommentsError(thrown).status === undefined;
        const found = isUnseen && (await findOverRest(backend, known, ref, draft).catch(() => undefined));
        if (!found) throw thrown;
        return found;
      });
      known.add(posted.comment.id);
      // The theme may count more than REST does.
      return { state: posted.state, comment: posted.comment };
    },
  };
}

/** What the form asks for; undefined where it is not one for guests. */
function guestsPolicy(host: Element): ReplyPolicy | undefined {
  const form = formIn(host);
  return form && !isOfAccount(form) ? policyIn(host) : undefined;
}

/** Undefined where guests are refused who may use the form. */
async function tryOverRest(
  backend: Backend,
  host: Element,
  ref: ThreadRef,
  draft: Draft,
  request?: RequestOptions,
): Promise<Posted | undefined> {
  try {
    return await backend.reply?.(ref, draft, request);
  } catch (thrown) {
    if (toCommentsError(thrown).code === 'login-required' && guestsPolicy(host)) return undefined;
    throw thrown;
  }
}

async function findOverRest(
  backend: Backend,
  known: ReadonlySet<string>,
  ref: ThreadRef,
  draft: Draft,
): Promise<Posted | undefined> {
  const { comments } = await backend.list(ref, { sort: 'newest', limit: NEWEST }, { fresh: true });
  const fresh = comments.filter(({ id }) => !known.has(id));
  const words = (html = '') => String(decodeEntities(html.replace(/<[^<>]*>/g, '')));
  const reply = findReply(
    fresh.map(({ id, author, body }) => ({ id, author: { name: author.name }, words: words(body?.value) })),
    draft,
    draft.guest,
  );
  const comment = fresh.find(({ id }) => id === reply?.id);
  return comment && { state: 'published', comment };
}
