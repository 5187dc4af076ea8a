import { html, nothing, type TemplateResult } from 'lit';
import type { Author } from '../core/types.js';
import { webAddress } from './web-address.js';

/**
 * A picture of a writer: initials drawn here, and the remote picture over them only where the site has asked for it,
 * because each one tells a third party who reads what. The name stands beside it, so it is hidden from assistive technology.
 */
export function avatarTemplate(
  author: Author,
  kind: 'initials' | 'image' | 'none',
  locale: string,
): TemplateResult | typeof nothing {
  if (kind === 'none') return nothing;
  const picture = kind === 'image' ? webAddress(author.avatarUrl) : undefined;
  return html`<span class="avatar" part="avatar" aria-hidden="true" data-initials=${initials(author.name ?? '', locale) || '?'}
    >${
      picture
        ? html`<img src=${picture} alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" />`
        : nothing
    }</span
  >`;
}

/** First letters of the first and the last word: `Анна-Мария Ли` gives `АЛ`. Empty for a name without letters. */
export function initials(name: string, locale: string): string {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words.slice(0, 1);
  return ends
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase(locale);
}
