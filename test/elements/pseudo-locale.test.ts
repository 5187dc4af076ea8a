import { expect } from '@open-wc/testing';
import { memory } from '../../src/core/backends/memory.js';
import { CommentsError } from '../../src/core/errors.js';
import { registerMessages } from '../../src/core/languages.js';
import { registered, translators, type Message, type Messages } from '../../src/core/messages.js';
import type { Comment, ReplyPolicy } from '../../src/core/types.js';
import '../../src/elements/index.js';
import { comment } from '../support/backends.js';
import { en } from '../support/catalogues.js';
import { formOf, inner, nextSettled, makeThread, part, place, thread, until, watchPage } from '../support/elements.js';

watchPage();

/**
 * A language whose dates are Russian and whose texts are long, bracketed and without a single plain letter: whatever has one did
 * not come from a catalogue, as the data here are Cyrillic, too.
 */
const LANGUAGE = 'ru-x-pseudo';
const ACCENTED = 'àƀčđéƒğĥíĵķłɱñöƥɋřšţůṽŵẋýž';

function pseudo(text: string): string {
  const accented = text.replace(/\{\w+\}|[a-z]/gi, (match) =>
    match.length > 1 ? match : (ACCENTED[match.toLowerCase().charCodeAt(0) - 97] ?? match),
  );
  return `[${accented} ${'~'.repeat(Math.ceil(text.length * 0.4))}]`;
}

function pseudoMessage(message: Message): Message {
  if (typeof message === 'string') return pseudo(message);
  return Object.fromEntries(Object.entries(message).map(([form, text]) => [form, pseudo(text)])) as Message;
}

const PSEUDO = Object.fromEntries(
  Object.entries(en).map(([key, message]) => [key, pseudoMessage(message)]),
) as Messages;

beforeEach(() => registerMessages(LANGUAGE, PSEUDO));
afterEach(() => {
  registered.length = 0;
  translators.clear();
});

const cyrillic = (id: string, details: Partial<Comment> = {}): Comment =>
  comment(id, {
    author: { name: 'Кен' },
    body: { kind: 'text', value: 'Текст' },
    publishedAt: '2012-03-04',
    ...details,
  });

const RICH = [
  cyrillic('1', { editedAt: '2012-03-05' }),
  cyrillic('2', { parentId: '1', author: { name: 'Анна', role: 'author' } }),
  cyrillic('3', { parentId: '2', state: 'deleted', author: {} }),
  cyrillic('4', { parentId: 'gone', author: { role: 'moderator' } }),
  cyrillic('5', { kind: 'pingback', author: { name: 'Блог', url: 'https://blog.example/' } }),
];
const OPEN: ReplyPolicy = { access: 'open', name: 'required', email: 'required', url: 'optional', maxLength: 100 };
const post = { title: 'Рассвет', policy: OPEN };

/** Every element in a tree and in the shadow roots inside it that can be seen. */
function shown(root: Element | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) =>
    element.checkVisibility({ visibilityProperty: true })
      ? [element, ...(element.shadowRoot ? shown(element.shadowRoot) : [])]
      : [],
  );
}

/** What a reader sees or is told, by where it stands. */
function saidBy(element: Element): string[] {
  const attributes = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'];
  const own = [...element.childNodes].flatMap((node) => (node instanceof Text ? [node.data.trim()] : []));
  return [...own, ...attributes.map((name) => element.getAttribute(name) ?? '')].filter(Boolean);
}

function hardCoded(root: ShadowRoot): string[] {
  const visible = shown(root).filter(({ localName }) => localName !== 'style');
  return visible.flatMap((element) => saidBy(element).filter((text) => /[a-z]/i.test(text)));
}

/** What reaches beyond its place, or is cut off in it. */
function cutOff(host: HTMLElement): string[] {
  const frame = host.getBoundingClientRect();
  return shown(inner(host)).flatMap((element) => {
    // Only what has words: the frame of a comment reaches beyond them, for its focus ring.
    if (element.closest('.hidden-text, option') || !saidBy(element).length) return [];
    const { left, right, width } = element.getBoundingClientRect();
    const { overflowX } = getComputedStyle(element);
    const isOutside = width > 1 && (left < frame.left - 1 || right > frame.right + 1);
    const isCut = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    return isOutside || isCut ? [`<${element.localName} class="${element.className}"> ${left}–${right}`] : [];
  });
}

async function narrow<T extends HTMLElement>(element: T): Promise<T> {
  Object.assign(element.style, { display: 'block', inlineSize: '320px' });
  const settled = element.localName === 'comment-thread' ? nextSettled(element as never) : undefined;
  await place(element, LANGUAGE);
  await settled;
  await until(() => /[~]/.test(inner(element).textContent), 'the texts come');
  return element;
}

const article = () =>
  narrow(
    Object.assign(document.createElement('article-view'), {
      thread: 'post',
      backend: memory({
        posts: [
          {
            id: 'post',
            title: 'Рассвет',
            author: { name: 'Анна' },
            source: { source: 'Газета', url: 'https://paper.example/' },
            publishedAt: '2012-03-04',
            updatedAt: '2012-03-05',
            categories: [{ name: 'Энергия' }],
            body: { kind: 'text', value: 'Текст' },
          },
        ],
      }),
    }),
  );

const failing = () => {
  const backend = memory({ posts: [{ id: 'post' }] });
  const list = () => Promise.reject(new CommentsError('server', 'Вниз.'));
  return narrow(makeThread({ set: { backend: { ...backend, list } } }));
};

const STATES: Readonly<Record<string, () => Promise<HTMLElement>>> = {
  'a thread with all kinds of comments': async () => {
    const element = await narrow(makeThread({ comments: RICH, post }));
    await formOf(element);
    return element;
  },
  'a thread that is collapsed': async () => {
    const element = await narrow(makeThread({ comments: RICH, post }));
    await element.toggle('1', false);
    await element.updateComplete;
    return element;
  },
  'an answer with mistakes': async () => {
    const element = await narrow(makeThread({ comments: RICH, post }));
    await element.reply('2');
    const form = await formOf(element);
    part(form, 'submit').click();
    await form.updateComplete;
    return element;
  },
  'an empty thread': () => narrow(makeThread({ post })),
  'a closed thread': () =>
    narrow(makeThread({ comments: RICH, post: { ...post, policy: { ...OPEN, access: 'closed' } } })),
  'a thread for members': () =>
    narrow(makeThread({ comments: RICH, post: { ...post, policy: { ...OPEN, access: 'login' } } })),
  'a thread with more to load': () => narrow(makeThread({ comments: RICH, post, set: { pageSize: 2 } })),
  'a thread that failed': failing,
  'an article': article,
};

describe('in a language of long texts, at 320 pixels,', () => {
  for (const [state, show] of Object.entries(STATES)) {
    it(`${state} says nothing that is not translated, and cuts nothing off`, async () => {
      const element = await show();
      expect(hardCoded(inner(element))).to.deep.equal([]);
      expect(cutOff(element)).to.deep.equal([]);
    });
  }

  it('a text that is hard-coded would be found', async () => {
    const element = await narrow(makeThread({ comments: RICH, post }));
    part(element, 'heading').title = 'Responses';
    expect(hardCoded(inner(element))).to.deep.equal(['Responses']);
    part(element, 'heading').style.whiteSpace = 'nowrap';
    expect(cutOff(element)).not.to.deep.equal([]);
  });
});

describe('an element whose language changes', () => {
  it('is drawn in the new one, wherever the attribute stands', async () => {
    const element = await thread({ comments: RICH });
    const heading = () => part(element, 'heading').textContent.trim();
    const main = element.closest('main');
    main?.setAttribute('lang', 'de');
    await until(() => /Kommentare zu „Dawn“/.test(heading()), 'German comes');
    element.setAttribute('lang', 'ja');
    await until(() => /「Dawn」へのコメント/.test(heading()), 'Japanese comes');
    element.removeAttribute('lang');
    await until(() => /Kommentare zu „Dawn“/.test(heading()), 'German comes back');
  });

  it('follows what is around the shadow root that it stands in', async () => {
    const host = document.createElement('div');
    const count = Object.assign(document.createElement('comment-count'), {
      thread: 'post',
      backend: memory({ posts: [{ id: 'post', comments: RICH }] }),
    });
    host.attachShadow({ mode: 'open' }).append(count);
    await place(host, 'fr');
    const said = () => inner(count).textContent.trim();
    await until(() => /commentaires$/.test(said()), 'French comes');
    host.lang = 'pl';
    await until(() => /komentarz[ey]$/.test(said()), 'Polish comes');
  });
});
