import { expect } from '@open-wc/testing';
import { http } from '../../src/core/backends/http.js';
import { CommentsError } from '../../src/core/errors.js';
import type { ErrorCode } from '../../src/core/error-codes.js';
import { english, errorMessage } from '../../src/core/messages.js';
import type { Backend, ReplyPolicy } from '../../src/core/types.js';
import { CommentErrorEvent, CommentLoadEvent, type CommentThread } from '../../src/elements/index.js';
import { backendOf, comments, held } from '../support/backends.js';
import {
  announced,
  articleOf,
  button,
  buttons,
  countOf,
  focused,
  inner,
  makeThread,
  nextEvent,
  nextSettled,
  part,
  parts,
  place,
  same,
  text,
  texts,
  thread,
  until,
  watchPage,
} from '../support/elements.js';

watchPage();

const STATES = ['loading', 'ready', 'empty', 'error', 'closed', 'offline', 'replying'];
const statesOf = (element: Element) => STATES.filter((name) => element.matches(`:state(${name})`));
const retries = (element: Element) => buttons(inner(element)).filter((name) => name === 'Try again').length;

/** A thread from an address, with what became of it. */
async function threadFrom(set: Partial<CommentThread>): Promise<CommentThread> {
  const element = Object.assign(document.createElement('comment-thread'), { thread: 'post', loading: 'eager', ...set });
  const settled = nextSettled(element);
  await place(element);
  await settled;
  return element;
}

/** The address of a document that is not in any file. */
function addressOf(...content: BlobPart[]): string {
  return URL.createObjectURL(new Blob(content, { type: 'application/json' }));
}

/** A server that answers everything in one way. */
function serverThat(answer: () => Response): Backend {
  return http({ base: 'https://server.invalid/', fetch: () => Promise.resolve(answer()) });
}

describe('while it loads, a thread', () => {
  it('says so once it takes a while, keeps its place, and is busy; then it says nothing', async () => {
    const gate = held(backendOf(comments(1)));
    const since = performance.now();
    const element = await place(makeThread({ set: { backend: gate.backend } }));
    await until(() => gate.asked.length === 1);
    await element.updateComplete;
    expect(performance.now() - since, 'milliseconds until anything shows it').to.be.at.least(299);
    expect(statesOf(element)).to.deep.equal(['loading']);
    expect(part(element, 'base').ariaBusy).to.equal('true');
    expect(announced(element)).to.equal('Loading comments…');
    expect(text(part(element, 'heading'))).to.equal('Responses');
    expect(part(element, 'skeleton').getAttribute('aria-hidden')).to.equal('true');
    const settled = nextSettled(element);
    gate.release();
    await settled;
    expect(statesOf(element)).to.deep.equal(['ready']);
    expect(part(element, 'base').ariaBusy).to.equal('false');
    expect(announced(element)).to.equal('');
    expect(parts(element, 'skeleton')).to.deep.equal([]);
  });

  it('keeps what it shows when it is loaded again', async () => {
    const gate = held(backendOf(comments(1)));
    const element = await place(makeThread({ set: { backend: gate.backend } }));
    await until(() => gate.asked.length === 1);
    const settled = nextSettled(element);
    gate.release();
    await settled;
    void element.reload();
    await until(() => statesOf(element)[0] === 'loading');
    expect(texts(element, 'content')).to.deep.equal(['Text 1']);
    expect(parts(element, 'skeleton')).to.deep.equal([]);
    gate.fail(new CommentsError('server', 'Down.'));
    await until(() => statesOf(element)[0] === 'error');
    expect(texts(element, 'content')).to.deep.equal(['Text 1']);
    expect(text(articleOf(element, '1'))).to.contain('Text 1');
    await until(() => parts(element, 'age').length === 1);
    expect(texts(element, 'age')).to.deep.equal(['Last loaded just now. There may be newer comments.']);
    void element.reload();
    gate.release();
    await until(() => statesOf(element)[0] === 'ready');
    await element.updateComplete;
    expect(parts(element, 'age')).to.deep.equal([]);
  });
});

describe('what a thread has loaded', () => {
  it('is told by an event, once it is shown: all of it, page by page', async () => {
    const element = makeThread({ comments: comments(1, 2, 3), set: { pageSize: 2 } });
    const told: string[] = [];
    element.addEventListener('comment-load', (event) => {
      expect(event).to.be.instanceOf(CommentLoadEvent);
      told.push(`${event.comments.length} told, ${parts(element, 'comment').length} shown`);
    });
    const settled = nextSettled(element);
    await place(element);
    await settled;
    await element.loadMore();
    await until(() => told.length === 2);
    expect(told).to.deep.equal(['2 told, 2 shown', '3 told, 3 shown']);
    expect(element.toJSON().map(({ id }) => id)).to.deep.equal(['1', '2', '3']);
  });
});

describe('with nothing in it, a thread', () => {
  it('says so and invites', async () => {
    const element = await thread({});
    expect(statesOf(element)).to.deep.equal(['ready', 'empty']);
    expect(text(part(element, 'heading'))).to.equal('No responses to “Dawn” yet');
    expect(text(part(element, 'empty'))).to.equal('No comments yet. Be the first to reply.');
    expect(parts(element, 'list')).to.deep.equal([]);
  });

  it('does not invite where nobody can reply', async () => {
    const element = await thread({ set: { readOnly: true } });
    expect(text(part(element, 'empty'))).to.equal('No comments yet.');
  });
});

describe('where it takes no replies, a thread', () => {
  for (const [access, told] of [
    ['closed', ['Comments are closed.']],
    ['login', ['You must be logged in to comment.']],
    ['none', []],
  ] as const) {
    it(`with access "${access}" has no form and no Reply, and says ${told[0] ?? 'nothing'}`, async () => {
      const policy: ReplyPolicy = { access, name: 'required', email: 'no', url: 'no' };
      const element = await thread({ comments: comments(1), post: { policy } });
      expect(texts(element, 'notice')).to.deep.equal(told);
      expect(statesOf(element)).to.deep.equal(access === 'closed' ? ['ready', 'closed'] : ['ready']);
      await element.reply('1');
      expect(countOf(element, 'reply-form')).to.equal(0);
      expect(buttons(inner(element)).filter((name) => /^(Reply|Leave)/.test(name))).to.deep.equal([]);
      expect(texts(element, 'content')).to.deep.equal(['Text 1']);
    });
  }
});

describe('where it cannot be loaded, a thread', () => {
  const html = '<!doctype html><title>Welcome</title><p>Please log in to the network.</p>';
  const cases: [what: string, code: ErrorCode, source: () => Partial<CommentThread>, retry: boolean][] = [
    ['nothing is at the address', 'not-found', () => ({ src: 'nowhere.json' }), false],
    [
      'the document has no such thread',
      'not-found',
      () => ({ src: addressOf('{"posts":[{"id":"a","comments":[]},{"id":"b","comments":[]}]}'), backend: 'json' }),
      false,
    ],
    ['a page comes in place of data', 'bad-data', () => ({ src: addressOf(html), backend: 'json' }), true],
    ['the data ends halfway', 'bad-data', () => ({ src: addressOf('[{"id":"1","bo'), backend: 'json' }), true],
    ['the data is something else', 'bad-data', () => ({ src: addressOf('{"posts":7}'), backend: 'json' }), true],
    [
      'there is too much of it',
      'too-large',
      () => ({ src: addressOf('[', ' '.repeat(17 * 2 ** 20), ']'), backend: 'json' }),
      false,
    ],
    ['nobody answers', 'offline', () => ({ src: 'http://127.0.0.1:9/' }), true],
    [
      'the server has broken down',
      'server',
      () => ({ backend: serverThat(() => new Response('?', { status: 500 })) }),
      true,
    ],
    [
      'the server wants a pause',
      'rate-limited',
      () => ({ backend: serverThat(() => new Response('', { status: 429 })) }),
      true,
    ],
    [
      'the server forbids it',
      'forbidden',
      () => ({ backend: serverThat(() => new Response('', { status: 403 })) }),
      false,
    ],
    ['nobody knows the backend', 'unsupported', () => ({ src: 'a', backend: 'usenet' }), false],
    ['the address is none', 'unsupported', () => ({ src: 'http://[', backend: 'http' }), false],
  ];

  for (const [what, code, source, retry] of cases) {
    it(`because ${what}, says so${retry ? ' and offers to try again' : ''}`, async () => {
      const errors: CommentErrorEvent[] = [];
      const listening = (event: CommentErrorEvent) => errors.push(event);
      document.addEventListener('comment-error', listening);
      const element = await threadFrom(source());
      document.removeEventListener('comment-error', listening);
      const told = `Comments could not be loaded. ${english.text(errorMessage(code))}`;
      expect(text(part(element, 'error').querySelector('p'))).to.equal(told);
      expect(announced(element)).to.equal(told);
      expect(statesOf(element)).to.deep.equal(code === 'offline' ? ['error', 'offline'] : ['error']);
      expect(retries(element)).to.equal(retry ? 1 : 0);
      expect(text(part(element, 'heading'))).to.equal('Responses');
      expect(errors.map(({ error }) => error.code)).to.deep.equal([code]);
    });
  }

  it('can be tried again, and the focus is not lost when that works', async () => {
    const memory = backendOf(comments(1));
    let answers = 0;
    const list: Backend['list'] = (...request) =>
      answers++ === 0 ? Promise.reject(new CommentsError('server', 'Down.')) : memory.list(...request);
    const element = await threadFrom({ backend: { ...memory, list } });
    const settled = nextSettled(element);
    const again = button(inner(element), 'Try again');
    again.focus();
    again.click();
    await settled;
    expect(texts(element, 'content')).to.deep.equal(['Text 1']);
    expect(parts(element, 'error')).to.deep.equal([]);
    same(focused(), part(element, 'heading'), 'the focus');
  });

  it('is told by an event that is no exception of the page', async () => {
    const element = makeThread({ set: { thread: 'unknown' } });
    const told = nextEvent(element, 'comment-error');
    await place(element);
    const event = await told;
    expect(event).to.be.instanceOf(CommentErrorEvent);
    expect([event.error.code, event.error.retryable, event.bubbles, event.composed]).to.deep.equal([
      'not-found',
      false,
      true,
      false,
    ]);
  });

  it('tells the page, not the reader, of items that could not be read', async () => {
    const element = Object.assign(document.createElement('comment-thread'), {
      src: addressOf('[{"id":"1","body":"Text 1"},7,{"id":"2","body":"Text 2"}]'),
      backend: 'json',
      loading: 'eager',
    });
    const told = nextEvent(element, 'comment-error');
    await place(element);
    const { error } = await told;
    expect(error.code).to.equal('bad-data');
    await element.updateComplete;
    expect(statesOf(element)).to.deep.equal(['ready']);
    expect(texts(element, 'content')).to.deep.equal(['Text 1', 'Text 2']);
  });
});

describe('the states of a form and of a thread that answers', () => {
  it('can be styled', async () => {
    const element = await thread({ comments: comments(1) });
    await element.reply('1');
    await element.updateComplete;
    expect(statesOf(element)).to.deep.equal(['ready', 'replying']);
    const form = inner(element).querySelector('reply-form');
    expect(form?.matches(':state(empty)')).to.be.true;
  });
});
