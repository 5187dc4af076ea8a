import { safeUrl } from './html-links.js';
import { MOST, type HtmlProfile, type Pictures } from './html-profile.js';

export interface MediaOptions {
  readonly profile: HtmlProfile;
  readonly base: string | undefined;
  /** What the page wants of pictures; the profile's by default. */
  readonly pictures?: Pictures | undefined;
  /** Text of a button that loads something. Without it there are no buttons, but links. */
  readonly label?: ((what: 'picture' | 'embed', name: string, host: string) => string) | undefined;
}

/** The powers of an embedded page: none over this one, which it cannot even lead elsewhere. */
const SANDBOX = 'allow-scripts allow-same-origin allow-popups allow-forms allow-presentation';

/** Pictures and embedded content: nothing is asked of a third party until the reader wants it. */
export function finishMedia(fragment: DocumentFragment, options: MediaOptions): void {
  for (const media of fragment.querySelectorAll('iframe, video, audio')) finishEmbed(media, options);
  for (const source of fragment.querySelectorAll('source')) source.remove();
  for (const [index, image] of [...fragment.querySelectorAll('img')].entries())
    finishImage(image, index < MOST.pictures ? options : { ...options, pictures: 'link' });
}

function finishImage(image: HTMLImageElement, options: MediaOptions): void {
  const { base, profile, label, pictures = profile.pictures } = options;
  const url = safeUrl(image.getAttribute('src'), base, ['http:', 'https:']);
  const text = image.alt || (url ? fileOf(url) : '') || '';
  if (!url) return image.replaceWith(text);
  if (pictures === 'load' || (pictures === 'own' && isOwn(url, base))) return load(image, url);
  if (pictures === 'link' || !label) return linkTo(image, url, text || url.href);
  image.replaceWith(
    button(image.ownerDocument, label('picture', text, url.host), (pressed) => {
      const shown = image.cloneNode() as HTMLImageElement;
      load(shown, url);
      replaceFocused(pressed, shown);
    }),
  );
}

function isOwn(url: URL, base: string | undefined): boolean {
  return url.host === location.host || (base !== undefined && URL.canParse(base) && url.host === new URL(base).host);
}

/** Only with what a picture needs, whatever else the text has given it. */
function load(image: HTMLImageElement, url: URL): void {
  const sizes = ['width', 'height'].map((name) => [name, image.getAttribute(name) ?? ''] as const);
  const alt = image.getAttribute('alt') ?? '';
  for (const name of image.getAttributeNames()) image.removeAttribute(name);
  image.referrerPolicy = 'no-referrer';
  image.loading = 'lazy';
  image.decoding = 'async';
  image.alt = alt;
  for (const [name, value] of sizes) if (/^\d{1,5}$/.test(value)) image.setAttribute(name, value);
  image.src = url.href;
}

function finishEmbed(media: Element, { base, profile, label }: MediaOptions): void {
  const source = media.getAttribute('src') ?? media.querySelector('source')?.getAttribute('src') ?? null;
  const url = safeUrl(source, base, ['http:', 'https:']);
  if (!url) return media.remove();
  const text = media.getAttribute('title') || (media.localName === 'iframe' ? url.host : fileOf(url)) || url.host;
  if (!profile.embeds || !label || media.localName !== 'iframe' || url.protocol !== 'https:' || isOwn(url, undefined))
    return linkTo(media, url, text);
  media.replaceWith(
    button(media.ownerDocument, label('embed', text, url.host), (pressed) => {
      const frame = pressed.ownerDocument.createElement('iframe');
      frame.setAttribute('sandbox', SANDBOX);
      Object.assign(frame, { referrerPolicy: 'no-referrer', title: text, className: 'embed', src: url.href });
      replaceFocused(pressed, frame);
    }),
  );
}

function fileOf(url: URL): string {
  return url.pathname.split('/').pop() ?? '';
}

/** A link, except inside one. */
function linkTo(media: Element, url: URL, text: string): void {
  if (media.closest('a')) return media.replaceWith(text);
  const link = media.ownerDocument.createElement('a');
  link.href = url.href;
  link.textContent = text;
  media.replaceWith(link);
}

function button(page: Document, label: string, press: (pressed: HTMLButtonElement) => void): HTMLButtonElement {
  const made = page.createElement('button');
  made.type = 'button';
  made.className = 'load';
  made.textContent = label;
  made.addEventListener('click', (event) => {
    // Around it may stand a link of the text, which the reader has not pressed.
    event.preventDefault();
    press(made);
  });
  return made;
}

/** The focus stays where the reader is. */
function replaceFocused(pressed: HTMLElement, shown: HTMLElement): void {
  shown.tabIndex = -1;
  pressed.replaceWith(shown);
  shown.focus({ preventScroll: true });
}
