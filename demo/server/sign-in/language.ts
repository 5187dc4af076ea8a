import type { Context } from 'hono';
import type { LanguageName } from '../../../src/core/language-names.js';
import { nearestLanguage } from '../../../src/core/languages.js';
import { windowMessages, type WindowMessages } from '../locales/messages.js';

/** What a page needs to be in a language. */
export interface PageLanguage {
  readonly lang: LanguageName;
  readonly dir: 'ltr' | 'rtl';
  readonly text: WindowMessages;
}

const RIGHT_TO_LEFT: readonly LanguageName[] = ['ar', 'fa', 'he'];
/** More than anybody reads; the header is as long as a client likes. */
const MAX_WANTED = 20;

/**
 * The language of a window: the one that the page has which opened it, else the first that the browser's reader would rather read
 * (`Accept-Language`, RFC 9110, 12.5.4) and that there are texts in, else English.
 *
 * @param asked a language tag from a request: untrusted
 */
export function pageLanguage(context: Context, asked?: string | null): PageLanguage {
  const wanted = [asked ?? '', ...acceptedIn(context.req.header('Accept-Language') ?? '')];
  const lang = wanted.map(languageOf).find((found) => found !== undefined) ?? 'en';
  return languageNamed(lang);
}

/** The same for a list of tags, as `ui_locales` has it (OpenID Connect Core 1.0, 3.1.2.1). */
export function languageIn(tags: unknown): PageLanguage {
  const wanted = typeof tags === 'string' ? tags.split(/\s+/, MAX_WANTED) : [];
  return languageNamed(wanted.map(languageOf).find(Boolean) ?? 'en');
}

/** The language of ours that a tag means, in its own spelling; nothing where it is no tag or none that we have. */
export function languageOf(tag: string): LanguageName | undefined {
  try {
    const [locale] = Intl.getCanonicalLocales(tag);
    return locale === undefined ? undefined : nearestLanguage(locale);
  } catch {
    return undefined;
  }
}

function languageNamed(lang: LanguageName): PageLanguage {
  return { lang, dir: RIGHT_TO_LEFT.includes(lang) ? 'rtl' : 'ltr', text: windowMessages[lang] };
}

/** The tags of the header, the most wanted first; those that are not wanted at all are left out. */
function acceptedIn(header: string): string[] {
  return header
    .split(',', MAX_WANTED)
    .map((part) => {
      const [tag = '', ...params] = part.split(';').map((each) => each.trim());
      const weight = params.find((each) => /^q=/i.test(each))?.slice(2);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
