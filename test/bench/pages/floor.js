// Static markup in the page by one assignment, and the least that a script could do with it then.
const count = Number(document.body.dataset['count']);
const response = await fetch(`/floor/${count}.html`);
const place = /** @type {HTMLElement} */ (document.getElementById('place'));
place.innerHTML = await response.text();
const items = place.getElementsByTagName('article');
bench.watch(() => items.length, count);

let insert = () => {};

/** @param {string} id */
const itemOf = (id) => /** @type {HTMLElement} */ (document.getElementById(`comment-${id}`));

Object.assign(bench.actions, {
  /** @param {string} id of the comment that is answered with a copy of its own text */
  prepare(id) {
    const item = itemOf(id);
    const list = item.querySelector(':scope > .replies') ?? item.appendChild(document.createElement('ol'));
    list.className = 'replies';
    const markup = `<li>${item.firstElementChild?.outerHTML ?? ''}</li>`;
    insert = () => list.insertAdjacentHTML('beforeend', markup);
  },
  insert: () => insert(),
  sort() {
    const list = /** @type {HTMLElement} */ (place.firstElementChild);
    list.append(...[...list.children].reverse());
  },
  /** @param {string} id */
  collapse(id) {
    for (const part of itemOf(id).querySelectorAll(':scope > article > .rest, :scope > .replies'))
      part.toggleAttribute('hidden');
  },
  /** @param {string} id */
  jump(id) {
    itemOf(id).scrollIntoView({ block: 'start' });
  },
  /** @param {string} id */
  where: (id) => itemOf(id).getBoundingClientRect().top,
  last: () => items[items.length - 1]?.textContent,
});

export {};
