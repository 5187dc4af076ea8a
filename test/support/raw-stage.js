/**
 * Runs in the frame of raw.ts: puts the texts of a message into the page as they are, does to them what a reader may do, and answers
 * with the places of those that have run something. `isClear` is false where something has run that may be of any of them.
 */
(() => {
  // Taken first: what hostile markup puts in place of members of the page does not matter then.
  const { createElement } = Document.prototype;
  const { closest, getAttributeNames } = Element.prototype;
  const { dispatchEvent } = EventTarget.prototype;
  const { body, defaultView: view } = document;
  const { parent } = window;
  const answer = parent.postMessage.bind(parent);

  /** @type {Map<Element | null, number>} */
  const places = new Map();
  /** @type {Set<number>} */
  const fired = new Set();
  let isClear = true;
  /** The text that is provoked now. @type {number | undefined} */
  let current;

  /** @param {unknown} target */
  function onRun(target) {
    const box = target instanceof Element ? closest.call(target, 'body > div') : null;
    const place = places.get(box) ?? current ?? (places.size === 1 ? 0 : undefined);
    if (place === undefined) isClear = false;
    else fired.add(place);
  }

  const CALLED = ['alert', 'confirm', 'prompt', 'print', 'open'];

  /** @param {Window | null} place @param {(by: unknown) => void} onCall */
  function watch(place, onCall) {
    for (const name of CALLED) Object.defineProperty(place, name, { value: () => onCall(place?.event?.target) });
  }

  watch(view, onRun);
  // A handler that fails has run.
  addEventListener('error', ({ error }) => error && onRun(undefined));
  // What waits for the reader is no more than a link to elsewhere; only scripts count here.
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? closest.call(event.target, 'a, area') : null;
    if (link && /^javascript:/i.test(addressOf(link))) isFollowed = true;
    else event.preventDefault();
  });

  /** @param {HTMLIFrameElement} frame */
  function watchFrame(frame) {
    try {
      watch(frame.contentWindow, () => onRun(frame));
    } catch {
      // It is elsewhere by now.
    }
  }

  /** @param {Element} link */
  function addressOf(link) {
    const { href } = /** @type {HTMLAnchorElement | SVGAElement} */ (link);
    return String(typeof href === 'object' ? href.baseVal : href).trim();
  }

  let isFollowed = false;
  const task = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));

  /** Resolves when pictures that were placed before have failed. */
  async function picturesFailed() {
    const image = new Image();
    const failed = new Promise((resolve) => image.addEventListener('error', resolve));
    image.src = URL.createObjectURL(new Blob(['no picture']));
    await failed;
    await task();
  }

  /** @param {Element} element */
  function provoke(element) {
    const awaited = getAttributeNames
      .call(element)
      .flatMap((name) => (/^on/i.test(name) ? [name.slice(2).toLowerCase()] : []));
    for (const type of ['mouseover', 'focus', ...awaited])
      dispatchEvent.call(element, new Event(type, { bubbles: true, cancelable: true }));
    dispatchEvent.call(element, new MouseEvent('click', { bubbles: true, cancelable: true }));
  }

  addEventListener(
    'message',
    async ({ data: texts }) => {
      const boxes = texts.map(() => createElement.call(document, 'div'));
      for (const [place, box] of boxes.entries()) places.set(box, place);
      body.append(...boxes);
      for (const [place, box] of boxes.entries()) box.innerHTML = texts[place];
      // Frames whose address is a script run it in a window of their own.
      for (const frame of body.querySelectorAll('iframe')) watchFrame(frame);
      await picturesFailed();
      answer({ fired: [...fired], isClear, isDone: false }, '*');
      for (const [place, box] of boxes.entries()) {
        current = place;
        for (const element of box.querySelectorAll('*')) {
          provoke(element);
          // An address that is a script runs in a task of its own.
          if (isFollowed) await task(20);
          isFollowed = false;
        }
      }
      await task();
      answer({ fired: [...fired], isClear, isDone: true }, '*');
    },
    { once: true },
  );
})();
