/** The texts of all languages. */
import { languageFiles } from '../../src/core/language-files.js';
import { LANGUAGES, type LanguageName } from '../../src/core/language-names.js';
import { enArticle } from '../../src/core/locales/en-article.js';
import { enAuth } from '../../src/core/locales/en-auth.js';
import { enCount } from '../../src/core/locales/en-count.js';
import { enDetails } from '../../src/core/locales/en-details.js';
import { enExtras } from '../../src/core/locales/en-extras.js';
import { enForm } from '../../src/core/locales/en-form.js';
import { enHtml } from '../../src/core/locales/en-html.js';
import { enOwn } from '../../src/core/locales/en-own.js';
import { enServer } from '../../src/core/locales/en-server.js';
import { en as enFirst } from '../../src/core/locales/en.js';
import type { Message, MessageKey, Messages } from '../../src/core/messages.js';

export const en: Messages = {
  ...enFirst,
  ...enArticle,
  ...enCount,
  ...enExtras,
  ...enForm,
  ...enAuth,
  ...enServer,
  ...enDetails,
  ...enOwn,
  ...enHtml,
};

export const keys = Object.keys(en) as MessageKey[];

async function load(language: LanguageName): Promise<[LanguageName, Messages]> {
  return [language, language === 'en' ? en : await languageFiles[language]()];
}

export const catalogues = Object.fromEntries(await Promise.all(LANGUAGES.map(load))) as Record<LanguageName, Messages>;

/** The forms of a text by their names; a text that counts nothing has one. */
export function formsOf(message: Message): Readonly<Record<string, string>> {
  return typeof message === 'string' ? { other: message } : message;
}

/** The names of the places in a text, in order and each once. */
export function placesOf(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
}

/** The script that a text is in, where that is not the Latin one. */
export const SCRIPTS: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  fa: /\p{Script=Arabic}/u,
  he: /\p{Script=Hebrew}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ko: /\p{Script=Hangul}/u,
  ru: /\p{Script=Cyrillic}/u,
  tg: /\p{Script=Cyrillic}/u,
  uk: /\p{Script=Cyrillic}/u,
  'zh-Hans': /\p{Script=Han}/u,
};
