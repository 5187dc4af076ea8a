import { expect } from '@open-wc/testing';
import { html, nothing, render, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';

// What the elements ask of their templates, of Lit here and of what stands in for it in the CDN build (test/run.mjs cdn).

const draw = (value: unknown, into: HTMLElement = document.createElement('div')): HTMLElement => {
  render(value, into);
  return into;
};

/** What a container holds, without the comments that templates mark their places with. */
const markup = (container: Element) => container.innerHTML.replace(/<!--.*?-->/g, '');

const paragraph = (value: unknown) => html`<p>a ${value} b</p>`;
const bare = (...values: unknown[]) => html`${values[0]}${values[1]}`;

describe('a value among children', () => {
  for (const [what, value, shown] of [
    ['a text', '<b>&amp;', '&lt;b&gt;&amp;amp;'],
    ['a number', 0, '0'],
    ['no text', '', ''],
    ['undefined', undefined, ''],
    ['null', null, ''],
    ['nothing', nothing, ''],
    ['a template', html`<i>c</i>`, '<i>c</i>'],
    ['a list', ['c', html`<i>d</i>`, [1, 2], nothing], 'c<i>d</i>12'],
    ['an empty list', [], ''],
  ] as const)
    it(`is shown: ${what}`, () => {
      expect(markup(draw(paragraph(value)))).to.equal(`<p>a ${shown} b</p>`);
    });

  it('is shown as it stands where it is a node, which may go from one place to another', () => {
    const node = document.createElement('i');
    const pair = (first: unknown, second: unknown) => html`<p>${first}</p><p>${second}</p>`;
    const container = draw(pair(node, nothing));
    expect(markup(container)).to.equal('<p><i></i></p><p></p>');
    draw(pair(nothing, node), container);
    expect(markup(container)).to.equal('<p></p><p><i></i></p>');
    draw(pair(node, 'c'), container);
    expect(markup(container)).to.equal('<p><i></i></p><p>c</p>');
    expect(container.querySelector('i') === node).to.be.true;
  });

  it('leaves what stands in the container before it, and around it', () => {
    const container = document.createElement('div');
    container.append('before');
    draw('x', container);
    draw(html`<i></i>`, container);
    expect(markup(container)).to.equal('before<i></i>');
  });

  it('becomes no markup where it only looks like a template', () => {
    for (const forged of [
      { strings: ['<img>'], values: [] },
      { _$litType$: 1, strings: ['<img>'], values: [] },
      { _$litType$: { h: ['<img>'], parts: [] }, values: [] },
    ]) {
      const container = document.createElement('div');
      try {
        draw(paragraph(JSON.parse(JSON.stringify(forged))), container);
      } catch {
        // Refused as a whole.
      }
      expect(container.querySelector('img')).to.equal(null);
    }
  });
});

describe('a template that is drawn again', () => {
  it('keeps its nodes, and those of the templates in it', () => {
    const outer = (title: string, text: unknown) => html`<p title=${title}>${html`<b>${text}</b>`}</p>`;
    const container = draw(outer('1', 'c'));
    const [p, b] = container.querySelectorAll('*');
    const text = [...(b?.childNodes ?? [])].find((node) => node instanceof Text);
    draw(outer('2', 'd'), container);
    expect(markup(container)).to.equal('<p title="2"><b>d</b></p>');
    const [sameP, sameB] = container.querySelectorAll('*');
    expect(p === sameP && b === sameB).to.be.true;
    expect(text?.data).to.equal('d');
  });

  it('takes its old nodes away where it is another one, and leaves those beside it', () => {
    const container = draw(bare(html`<i>${1}</i>`, bare('c', 'd')));
    expect(markup(container)).to.equal('<i>1</i>cd');
    draw(bare(html`<u>${2}</u>`, bare('c', nothing)), container);
    expect(markup(container)).to.equal('<u>2</u>c');
    draw(bare(bare(html`<s></s>`, html`<b></b>`), 'e'), container);
    expect(markup(container)).to.equal('<s></s><b></b>e');
    draw(bare(bare(nothing, bare(1, 2)), 'e'), container);
    expect(markup(container)).to.equal('12e');
    draw(bare('f', [bare(1, 2), bare(3, 4)]), container);
    expect(markup(container)).to.equal('f1234');
  });

  it('has lists that grow and shrink, and keep the items at the same place', () => {
    const list = (...words: string[]) => html`<ul>${words.map((word) => html`<li>${word}</li>`)}</ul>`;
    const container = draw(list('a', 'b'));
    const first = container.querySelector('li');
    draw(list('c', 'd', 'e'), container);
    expect(container.querySelector('li') === first).to.be.true;
    expect(markup(container)).to.equal('<ul><li>c</li><li>d</li><li>e</li></ul>');
    draw(list('f'), container);
    expect(markup(container)).to.equal('<ul><li>f</li></ul>');
    draw(list(), container);
    expect(markup(container)).to.equal('<ul></ul>');
    draw(list('g', 'h'), container);
    expect(markup(container)).to.equal('<ul><li>g</li><li>h</li></ul>');
  });

  it('shows the same as one that is drawn for the first time, whatever it showed before', () => {
    let state = 1;
    const dice = (end: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * end);
    };
    const value = (depth: number): unknown => {
      if (depth === 0) return ['', 'c', 0, nothing, undefined, null][dice(6)];
      const inner = () => value(depth - 1);
      const makers: (() => unknown)[] = [
        inner,
        () => Array.from({ length: dice(4) }, inner),
        () => bare(inner(), inner()),
        () => paragraph(inner()),
        () => html`<i class="a ${dice(3)} b" title=${ifDefined(dice(2) || undefined)}>${inner()}</i>`,
        () => html`<u ?hidden=${dice(2)}>${inner()}</u>`,
        () => html`${inner()}d`,
      ];
      return makers[dice(makers.length)]?.();
    };
    const container = document.createElement('div');
    for (let round = 0; round < 2000; round++) {
      const next = value(4);
      expect(markup(draw(next, container)), `round ${round}`).to.equal(markup(draw(next)));
    }
  });
});

describe('a value in an attribute', () => {
  const title = (value: unknown) => html`<p title=${value}></p>`;

  it('is its text; nothing takes it away, and no value leaves it empty', () => {
    const container = draw(title('"<&'));
    expect(container.querySelector('p')?.title).to.equal('"<&');
    for (const [value, expected] of [
      [nothing, '<p></p>'],
      [false, '<p title="false"></p>'],
      [undefined, '<p title=""></p>'],
      [ifDefined(undefined), '<p></p>'],
      [ifDefined(''), '<p title=""></p>'],
      [null, '<p title=""></p>'],
      [0, '<p title="0"></p>'],
    ])
      expect(markup(draw(title(value), container))).to.equal(expected);
    expect(markup(draw(title(undefined)))).to.equal('<p title=""></p>');
    expect(markup(draw(title(nothing)))).to.equal('<p></p>');
  });

  it('may be one of several, and stand between texts', () => {
    const link = (first: unknown, second: unknown) => html`<a class="x" href="/a?b=${first}#c ${second}" id="y"></a>`;
    const container = draw(link(1, undefined));
    expect(markup(container)).to.equal('<a class="x" id="y" href="/a?b=1#c "></a>');
    expect(markup(draw(link(2, 'd'), container))).to.equal('<a class="x" id="y" href="/a?b=2#c d"></a>');
  });

  it('is there or not', () => {
    const button = (value: unknown) => html`<button ?disabled=${value}></button>`;
    const container = draw(button(true));
    expect(markup(container)).to.equal('<button disabled=""></button>');
    for (const value of [false, nothing, undefined, 0, ''])
      expect(markup(draw(button(value), container))).to.equal('<button></button>');
    expect(markup(draw(button('no'), container))).to.equal('<button disabled=""></button>');
  });

  it('is a property, by its name with capitals, and set only where it has changed', () => {
    const label = (value: unknown) => html`<p .textContent=${value}></p>`;
    const container = draw(label('a'));
    expect(markup(container)).to.equal('<p>a</p>');
    container.querySelector('p')?.replaceChildren('typed');
    expect(markup(draw(label('a'), container))).to.equal('<p>typed</p>');
    expect(markup(draw(label('b'), container))).to.equal('<p>b</p>');
    expect(markup(draw(label(nothing), container))).to.equal('<p></p>');
  });

  it('listens, as long as it is given', () => {
    const heard: string[] = [];
    const button = (listener: unknown) => html`<button @click=${listener}></button>`;
    const container = document.createElement('div');
    const press = (listener: unknown) => {
      draw(button(listener), container);
      container.querySelector('button')?.click();
    };
    press(({ type }: Event) => heard.push(`first ${type}`));
    press(() => heard.push('second'));
    press(undefined);
    press(() => heard.push('third'));
    press(nothing);
    expect(heard).to.deep.equal(['first click', 'second', 'third']);
  });
});

describe('an element in a template', () => {
  it('has its properties before it is in the page, and its children after', () => {
    const seen: unknown[] = [];
    class Watcher extends HTMLElement {
      value: unknown;
      connectedCallback(): void {
        seen.push(this.value, this.isConnected);
      }
    }
    customElements.define('templates-watcher', Watcher);
    const watcher = (value: string): TemplateResult => html`<templates-watcher .value=${value}></templates-watcher>`;
    const container = document.createElement('div');
    document.body.append(container);
    draw([watcher('a')], container);
    container.remove();
    expect(seen).to.deep.equal(['a', true]);
  });
});
