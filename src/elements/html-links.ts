import { MOST } from './html-profile.js';

const SCHEMES = ['http:', 'https:', 'mailto:'];
/** A text that is an address as a whole: with a scheme or `www.`, or no more than the name of a host and a path. */
const ADDRESS = /^\s*(?:https?:\/\/|www\.)\S+\s*$|^\s*(?:[^\s/@]+@)?(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[:/?#]\S*)?\s*$/iu;
/** Names of files look like names of hosts. */
const FILE =
  /^\s*[\p{L}\p{N}.-]+\.(?:js|mjs|ts|css|html?|php|py|md|txt|pdf|png|jpe?g|gif|svg|webp|mp[34]|og[gv]|webm|wav|zip|gz|json|xml|exe)\s*$/iu;

/** Links lead to the web or to a mail, give no credit and leave no trace; all others become their text. */
export function finishLinks(
  fragment: DocumentFragment,
  base: string | undefined,
  schemes: readonly string[] = [],
): void {
  let links = 0;
  for (const link of fragment.querySelectorAll('a')) {
    const url = safeUrl(link.getAttribute('href'), base, [...SCHEMES, ...schemes]);
    if (!url || (links += 1) > MOST.links) link.replaceWith(...link.childNodes);
    else finishLink(link, url);
  }
}

function finishLink(link: HTMLAnchorElement, url: URL): void {
  link.href = url.href;
  link.rel = 'nofollow ugc noopener noreferrer';
  const host = hostOf(url);
  if (!namesAnother(link.textContent ?? '', host)) return;
  // The style sheet writes the host after the text, where it cannot be taken for a part of it.
  link.className = 'other-host';
  link.dataset['host'] = host;
}

/** Whether a text looks like the address of another host than the one that is linked. */
function namesAnother(text: string, host: string): boolean {
  // Letters that look like a dot or that cannot be seen would hide the name.
  const plain = text
    .normalize('NFKC')
    .replace(/[\u2024\u3002\uff0e\uff61]/g, '.')
    .replace(/\p{DI}/gu, '');
  // Most are words, for which the expressions, with the letters of all alphabets, need not be made.
  if (!/[.:]/.test(plain) || /\S\s+\S/.test(plain)) return false;
  if (!ADDRESS.test(plain) || FILE.test(plain)) return false;
  const address = plain.trim().replace(/^https?:\/\//i, '');
  if (/^[^/?#]*@/.test(address) && /^\s*http/i.test(plain)) return true;
  const url = `https://${address}`;
  return !URL.canParse(url) || !isPartOf(bare(new URL(url).hostname), bare(host));
}

function isPartOf(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

function bare(host: string): string {
  return host.replace(/^www\./, '');
}

function hostOf(url: URL): string {
  return url.protocol === 'mailto:' ? (url.pathname.split('@').pop() ?? '') : url.hostname;
}

/** An address without user name, at most 2,048 characters, of one of the schemes; else nothing. */
export function safeUrl(value: string | null, base: string | undefined, schemes: readonly string[]): URL | undefined {
  if (!value || value.length > 2048 || !URL.canParse(value, base)) return undefined;
  const url = new URL(value, base);
  return schemes.includes(url.protocol) && !url.username && !url.password ? url : undefined;
}
