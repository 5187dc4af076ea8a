/** What hostile texts do when they come in raw, by `innerHTML`: whoever sees nothing in safe markup must see it there. */

/** What a frame (raw-stage.js) tells of its texts. */
interface Answer {
  readonly fired: readonly number[];
  readonly isClear: boolean;
  readonly isDone: boolean;
}

/** Texts in one frame. */
const TOGETHER = 40;
/** How long a frame may take, in milliseconds: some texts lead it elsewhere, or keep it busy for ever. */
const PATIENCE = 1_500;

/** The texts that run something. Those of which it is not clear which one it was run once more, each alone. Stops at `enough`. */
export async function firedRaw(texts: readonly string[], enough = Infinity): Promise<ReadonlySet<string>> {
  const fired = new Set<string>();
  for (let from = 0; from < texts.length && fired.size < enough; from += TOGETHER) {
    const some = texts.slice(from, from + TOGETHER);
    const isClear = await fire(some, fired);
    if (isClear) continue;
    for (const text of some) if (!fired.has(text)) await fire([text], fired);
  }
  return fired;
}

/** Adds those of the texts that run something; resolves to false where others may be among them. */
async function fire(texts: readonly string[], fired: Set<string>): Promise<boolean> {
  const frame = document.createElement('iframe');
  // On another origin, so that nothing in it reaches this page, and without the power to lead this page elsewhere.
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
  frame.src = `http://localhost:${location.port}/raw-stage`;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  const last = await answered(frame, texts);
  frame.remove();
  for (const place of last.fired) fired.add(texts[place] ?? '');
  return last.isClear && last.isDone;
}

/** The last answer of a frame. */
function answered(frame: HTMLIFrameElement, texts: readonly string[]): Promise<Answer> {
  let last: Answer = { fired: [], isClear: true, isDone: false };
  const stop = new AbortController();
  return new Promise<Answer>((resolve) => {
    setTimeout(() => resolve(last), PATIENCE);
    const onMessage = ({ source, data }: MessageEvent<Answer>) => {
      if (source !== frame.contentWindow) return;
      last = data;
      if (data.isDone) resolve(data);
    };
    window.addEventListener('message', onMessage, stop);
    // It has gone elsewhere.
    frame.addEventListener('load', () => resolve(last), stop);
    frame.contentWindow?.postMessage(texts, '*');
  }).finally(() => stop.abort());
}
