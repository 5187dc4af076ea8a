/** Names the part under the pointer, with the focus, or chosen from the list, and draws a frame around it. */

/** The innermost node with a part on the way of an event, in whichever root. */
function partOnWay(event) {
  return event
    .composedPath()
    .find((node) => node instanceof Element && node.part.length > 0 && node.getRootNode() instanceof ShadowRoot);
}

/** All nodes in the roots below, those of the form in a thread included. */
function* nodesBelow(root) {
  for (const node of root.querySelectorAll('*')) {
    yield node;
    if (node.shadowRoot) yield* nodesBelow(node.shadowRoot);
  }
}

export function partInspector(place, preview, elements) {
  const select = place.querySelector('select');
  const named = place.querySelector('.named');
  const frame = preview.querySelector('.frame-of-part');
  const about = new Map(
    elements.flatMap(({ cssParts = [] }) => cssParts.map(({ name, description }) => [name, description])),
  );
  let shown;

  const drawFrame = () => {
    frame.hidden = !shown?.isConnected;
    if (frame.hidden) return;
    const [box, around] = [shown.getBoundingClientRect(), preview.getBoundingClientRect()];
    const [left, top] = [box.left - around.left + preview.scrollLeft, box.top - around.top + preview.scrollTop];
    Object.assign(frame.style, {
      left: `${left - 3}px`,
      top: `${top - 3}px`,
      width: `${box.width + 6}px`,
      height: `${box.height + 6}px`,
    });
  };
  const name = (node) => {
    if (node === shown) return;
    shown = node;
    drawFrame();
    if (!node) return named.replaceChildren();
    const parts = [...node.part];
    frame.firstElementChild.textContent = parts.join(' ');
    const host = node.getRootNode().host.localName;
    const lines = parts.flatMap((part) => {
      const code = Object.assign(document.createElement('code'), { textContent: `::part(${part})` });
      return [code, ` ${about.get(part) ?? ''} `];
    });
    named.replaceChildren(...lines, `In <${host}>.`);
  };

  preview.addEventListener('pointermove', (event) => name(partOnWay(event)));
  preview.addEventListener('pointerleave', () => name(undefined));
  preview.addEventListener('focusin', (event) => name(partOnWay(event)));
  preview.addEventListener('scroll', drawFrame);
  select.addEventListener('change', () => {
    const node = [...nodesBelow(preview)].find(({ part }) => part.contains(select.value));
    node?.scrollIntoView({ block: 'center' });
    name(node);
  });

  return {
    /** Offers the parts that are there now. */
    refresh() {
      const parts = new Set([...nodesBelow(preview)].flatMap(({ part }) => [...part]));
      const { value } = select;
      const names = [...parts].filter((part) => about.has(part)).sort();
      select.replaceChildren(new Option('–', ''), ...names.map((part) => new Option(part, part)));
      select.value = parts.has(value) ? value : '';
      drawFrame();
    },
  };
}
