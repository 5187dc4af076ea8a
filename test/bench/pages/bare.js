// The least that can be called comments: the library that ours are drawn with, names and texts.
// @ts-expect-error The bench serves it.
import { html, render } from '/lit/lit-html.js';

const response = await fetch(`/data/${document.body.dataset['count']}.json`);
const { posts } = await response.json();
const place = /** @type {HTMLElement} */ (document.getElementById('place'));
/** @type {{ author: { name: string }, body: string | { value: string } }[]} */
const first = posts[0].comments.slice(0, 20);
const textOf = (/** @type {string | { value: string }} */ body) => (typeof body === 'string' ? body : body.value);
render(
  first.map(({ author, body }) => html`<article><h3>${author.name}</h3><p>${textOf(body)}</p></article>`),
  place,
);
bench.watch(() => place.childElementCount, 1);

export {};
