/**
 * How the classic script gets its languages, in place of core/language-files.ts: a plain `<script>` cannot load modules, from a
 * file it can load scripts alone, and with all languages in it everybody would download seventeen. English is in it; the others
 * are files in `languages/` beside it, and each is a call of `Commentariat.addLanguage()`.
 */
import type { languageFiles as LanguageFiles } from '../core/language-files.js';
import { LANGUAGES, type LanguageName } from '../core/language-names.js';
import { retranslate, translators, type Messages } from '../core/messages.js';
import { languageHashes } from './language-hashes.js';
import { page } from './page.js';
import { ownScripts, trustedPolicy } from './trusted-types.js';

/** This script itself. Asked while it runs, for later there is none, and past the elements that a page has of that name. */
const self = page.currentScript;

/** The languages that have come. */
const added = new Map<LanguageName, Messages>();

/**
 * What the file of a language calls. A site may put it into its pages itself, after the script: where that was made one with
 * others, for example, so that nothing is beside it.
 */
export function addLanguage(language: LanguageName, messages: Messages): void {
  added.set(language, messages);
  translators.clear();
  for (const redraw of retranslate) redraw();
}

async function load(language: LanguageName): Promise<Messages> {
  if (!added.has(language)) await run(addressOf(language), languageHashes[language]);
  const messages = added.get(language);
  if (!messages) throw new Error(language);
  return messages;
}

/** The file beside this script, with its query, which tells versions apart. */
function addressOf(language: LanguageName): string {
  const { src } = self as HTMLScriptElement;
  return new URL(`languages/${language}.js${new URL(src).search}`, src).href;
}

/** Runs a script under whatever allows this one; where that is a hash, by a hash. Rejects where it cannot be had. */
function run(address: string, hash: string | undefined): Promise<void> {
  const script = page.createElement('script');
  const { crossOrigin, integrity, nonce, referrerPolicy } = self as HTMLScriptElement;
  ownScripts.add(address);
  Object.assign(script, { charset: 'utf-8', crossOrigin, nonce, referrerPolicy });
  if (integrity && hash) script.integrity = hash;
  script.src = (trustedPolicy()?.createScriptURL(address) ?? address) as string;
  return new Promise((resolve, reject) => {
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(address)));
    page.head.append(script);
  });
}

export const languageFiles = Object.fromEntries(
  LANGUAGES.map((language) => [language, () => load(language)]),
) as typeof LanguageFiles;
