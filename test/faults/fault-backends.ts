/** How the servers of the backends answer when nothing is wrong: as little of each as a form and a thread need. */

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Buffer;
}

export interface Stored {
  readonly id: string;
  /** Idempotency key, where the server knows such. */
  readonly key?: string;
  readonly text: string;
  readonly name: string;
}

const FIRST: Stored = { id: '1', text: 'The first.', name: 'Ann' };
const DATE = '2012-01-16T09:30:00';

/** @param stored what is stored; a reply is added to it. @param route such as `GET comments` */
export function backendAnswer(backend: string, route: string, body: string, stored: Stored[], key = ''): Answer {
  if (backend === 'json') return answer(200, { posts: [{ id: '4', title: 'Dawn', comments: [FIRST].map(toWire) }] });
  if (backend === 'http') return route.startsWith('POST') ? postHttp(body, key, stored) : pageHttp(stored);
  return wordpress(route, body, stored);
}

function pageHttp(stored: readonly Stored[]): Answer {
  const comments = [FIRST, ...stored].map(toWire);
  return answer(200, { comments, count: { total: comments.length }, policy: { access: 'open', name: 'required' } });
}

function postHttp(body: string, key: string, stored: Stored[]): Answer {
  const { text, guest } = JSON.parse(body) as { text: string; guest?: { name?: string } };
  if (!key) return answer(400, { code: 'invalid', title: 'No Idempotency-Key.' });
  const known = stored.find((each) => each.key === key);
  const row = known ?? { id: String(stored.length + 2), key, text, name: guest?.name ?? '' };
  if (!known) stored.push(row);
  return answer(201, { state: 'published', comment: toWire(row) });
}

function toWire({ id, text, name }: Stored): unknown {
  return { id, author: { name }, body: text, publishedAt: `${DATE}Z` };
}

function wordpress(route: string, body: string, stored: Stored[]): Answer {
  if (route.startsWith('GET wp-json/wp/v2/posts/4')) {
    const policy = { access: 'open', name: 'required', email: 'no', url: 'no' };
    return answer(200, {
      id: 4,
      slug: 'dawn',
      title: { rendered: 'Dawn' },
      comment_status: 'open',
      commentariat: { policy },
    });
  }
  const all = [FIRST, ...stored];
  if (route.startsWith('GET wp-json/wp/v2/comments')) {
    const headers = { 'x-wp-total': String(all.length), 'x-wp-totalpages': '1' };
    return answer(200, all.map(toWordPress), headers);
  }
  if (!route.startsWith('POST wp-json/wp/v2/comments'))
    return answer(404, { code: 'rest_no_route', data: { status: 404 } });
  const form = new URLSearchParams(body);
  const [text, name] = [form.get('content') ?? '', form.get('author_name') ?? ''];
  // As WordPress does: the same words by the same writer.
  if (stored.some((each) => each.text === text && each.name === name))
    return answer(409, { code: 'comment_duplicate', message: 'Duplicate', data: { status: 409 } });
  const row = { id: String(stored.length + 2), text, name };
  stored.push(row);
  return answer(201, { ...toWordPress(row), status: 'approved' });
}

function toWordPress({ id, text, name }: Stored) {
  return {
    id: Number(id),
    parent: 0,
    author: 0,
    author_name: name,
    author_url: '',
    date_gmt: DATE,
    content: { rendered: `<p>${text}</p>` },
  };
}

function answer(status: number, data: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(data) };
}
