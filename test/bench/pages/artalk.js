// Artalk's own client, everything in one page of results, and nothing that would ask another server.
const count = Number(document.body.dataset['count']);
const place = /** @type {HTMLElement} */ (document.getElementById('place'));
const { Artalk } = /** @type {any} */ (globalThis);
Artalk.init({
  el: place,
  pageKey: `/${count}`,
  pageTitle: 'Bench',
  server: location.origin,
  site: 'Bench',
  locale: 'en',
  useBackendConf: false,
  emoticons: false,
  versionCheck: false,
  nestMax: 8,
  pagination: { pageSize: 100_000, readMore: false, autoLoad: false },
  avatarURLBuilder: () => 'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
});
const items = place.getElementsByClassName('atk-content');
bench.watch(() => items.length, count);
bench.actions['last'] = () => items[items.length - 1]?.textContent;

export {};
