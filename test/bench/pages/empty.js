// Loads as the others do, a script and the comments, and shows none of them.
const count = Number(document.body.dataset['count']);
const response = await fetch(`/data/${count}.json`);
const text = await response.text();
const place = /** @type {HTMLElement} */ (document.getElementById('place'));
place.textContent = `${text.length} characters came.`;
bench.watch(() => 1, 1);

export {};
