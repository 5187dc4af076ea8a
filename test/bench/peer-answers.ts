/** The comments as the servers of the peers would send them, in the shapes that their own clients read. */
import { buildThread, type ThreadNode } from '../../src/core/tree.js';
import type { BenchComment } from './comments.js';
import { bodyMarkup } from './floor.js';

/** Waline's `GET /api/comment`: roots in pages, everything below a root in one flat list. */
export function walineAnswer(comments: readonly BenchComment[]): unknown {
  const { roots } = buildThread(comments);
  const data = roots.map((root) => ({
    ...walineItem(root),
    children: below(root).map((node) => walineReply(root, node)),
  }));
  const page = { page: 1, totalPages: 1, pageSize: roots.length, count: comments.length, data };
  return { errno: 0, errmsg: '', data: page };
}

function walineItem({ comment }: ThreadNode) {
  const { author, body, id, publishedAt } = comment;
  return {
    objectId: Number(id),
    nick: author.name,
    link: author.url ?? '',
    avatar: '',
    comment: bodyMarkup(body),
    orig: body?.value ?? '',
    time: Date.parse(publishedAt ?? ''),
    status: 'approved',
    like: 0,
    sticky: false,
    type: author.role === 'author' ? 'administrator' : 'guest',
  };
}

function walineReply(root: ThreadNode, node: ThreadNode) {
  const { author, id } = node.parent?.comment ?? root.comment;
  return {
    ...walineItem(node),
    pid: Number(id),
    rid: Number(root.comment.id),
    reply_user: { nick: author.name, link: author.url ?? '', avatar: '' },
  };
}

function below(root: ThreadNode): ThreadNode[] {
  const nodes = [...root.children];
  for (const node of nodes) nodes.push(...node.children);
  return nodes;
}

/** Artalk's `GET /api/v2/comments`: one flat list in which `rid` names the parent. */
export function artalkAnswer(comments: readonly BenchComment[], pageKey: string): unknown {
  const page = {
    id: 1,
    admin_only: false,
    key: pageKey,
    url: pageKey,
    title: 'Bench',
    vote_up: 0,
    vote_down: 0,
    pv: 1,
  };
  return {
    comments: comments.map((comment) => ({ ...artalkItem(comment), page_key: pageKey, page_url: pageKey })),
    count: comments.length,
    roots_count: comments.filter(({ parentId }) => parentId === undefined).length,
    page,
  };
}

function artalkItem({ author, body, id, parentId, publishedAt }: BenchComment) {
  return {
    id: Number(id),
    rid: Number(parentId ?? 0),
    content: body.value,
    content_marked: bodyMarkup(body),
    nick: author.name,
    email_encrypted: author.name,
    link: author.url ?? '',
    ua: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36',
    date: publishedAt.slice(0, 19).replace('T', ' '),
    site_name: 'Bench',
    user_id: 1,
    badge_name: author.role === 'author' ? 'Author' : '',
    badge_color: '',
    is_allow_reply: true,
    is_collapsed: false,
    is_pending: false,
    is_pinned: false,
    is_verified: false,
    visible: true,
    vote_up: 0,
    vote_down: 0,
  };
}
