// Runs in every page before anything of its own: notes when comments are painted, and how much the page has jumped.
(() => {
  /** @type {() => void} */
  let finish = () => {};
  /** @type {{ value: number, at: number }[]} */
  const shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { hadRecentInput, startTime, value } =
        /** @type {PerformanceEntry & { value: number, hadRecentInput: boolean }} */ (entry);
      if (!hadRecentInput) shifts.push({ value, at: startTime });
    }
  }).observe({ type: 'layout-shift', buffered: true });

  performance.mark('bench-start');

  const bench = {
    /** Resolves when all comments are painted. */
    finished: new Promise((/** @type {(value?: unknown) => void} */ resolve) => (finish = resolve)),
    /** @type {Record<string, (...args: any[]) => unknown>} What the page lets the bench do to its thread. */
    actions: {},

    /**
     * Looks once a frame, until all comments are here.
     * @param {() => number} count of the comments in the page, which must be cheap to ask
     * @param {number} total
     */
    watch(count, total) {
      let begun = false;
      const look = () => {
        const here = count();
        if (here > 0 && !begun) {
          begun = true;
          afterFrame(() => performance.mark('bench-first'));
        }
        if (here < total) return void requestAnimationFrame(look);
        afterFrame(() => {
          performance.mark('bench-all');
          finish();
        });
      };
      requestAnimationFrame(look);
    },

    /** Resolves when the next frame is painted. */
    painted() {
      return new Promise((resolve) => requestAnimationFrame(() => afterFrame(() => resolve(undefined))));
    },

    /** @param {number} since ms of the page's clock */
    shift(since = 0) {
      return shifts.filter(({ at }) => at >= since).reduce((sum, { value }) => sum + value, 0);
    },

    /**
     * Scrolls by the same distance each frame.
     * @param {number} distance in pixels, in all
     * @param {number} frames
     * @returns {Promise<{ times: number[], blank: boolean[], moved: number }>} when each frame began, in ms; whether readers saw
     *   nothing in it; how far the page came
     */
    scroll(distance, frames) {
      const from = scrollY;
      /** @type {number[]} */
      const times = [];
      /** @type {boolean[]} */
      const blank = [];
      return new Promise((resolve) => {
        const step = () => {
          performance.mark('bench-frame');
          times.push(performance.now());
          if (times.length > frames) return resolve({ times, blank, moved: scrollY - from });
          // After the frame is painted and before the next one begins, which may fill what this one left blank.
          afterFrame(() => {
            performance.mark('bench-look');
            blank.push(isBlank());
            performance.mark('bench-looked');
            // Between frames, as a hand does it: the page hears of it as the next one begins.
            scrollTo({ top: from + (distance * times.length) / frames, behavior: 'instant' });
          });
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      });
    },
  };

  /**
   * After the frame that is being made is painted: a message is another task.
   * @param {() => void} then
   */
  function afterFrame(then) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(0);
  }

  /** Whether most of the window shows places of comments whose insides are not drawn. */
  function isBlank() {
    const shares = [0.1, 0.3, 0.5, 0.7, 0.9];
    return shares.filter((share) => isBlankAt(innerWidth / 2, innerHeight * share)).length > shares.length / 2;
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  function isBlankAt(x, y) {
    let element = document.elementFromPoint(x, y);
    let inside = element?.shadowRoot?.elementFromPoint(x, y);
    while (inside && inside !== element) {
      element = inside;
      inside = element.shadowRoot?.elementFromPoint(x, y);
    }
    const child = element?.firstElementChild;
    if (child) return !child.checkVisibility({ contentVisibilityAuto: true });
    return !!element && !element.textContent && element.matches('li, ol, div, section, article');
  }

  Object.assign(globalThis, { bench });
})();
