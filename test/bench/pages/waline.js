// Waline's own client, everything in one page of results, and nothing that would ask another server.
const waline = '/peers/@waline/client/dist/waline.js';
const count = Number(document.body.dataset['count']);
const { init } = await import(waline);
const place = /** @type {HTMLElement} */ (document.getElementById('place'));
init({
  el: place,
  serverURL: location.origin,
  path: `/${count}`,
  lang: 'en',
  pageSize: 100_000,
  emoji: false,
  search: false,
  imageUploader: false,
  texRenderer: false,
  commentSorting: 'oldest',
});
const items = place.getElementsByClassName('wl-card-item');
bench.watch(() => items.length, count);
bench.actions['last'] = () => items[items.length - 1]?.textContent;

export {};
