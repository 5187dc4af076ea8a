/** The texts of the windows in every language that the package has texts in. */
import type { LanguageName } from '../../../src/core/language-names.js';
import { ar } from './ar.js';
import { cs } from './cs.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fa } from './fa.js';
import { fr } from './fr.js';
import { he } from './he.js';
import { ja } from './ja.js';
import { ko } from './ko.js';
import { pl } from './pl.js';
import { ptBR } from './pt-BR.js';
import { ru } from './ru.js';
import { tg } from './tg.js';
import { tr } from './tr.js';
import { uk } from './uk.js';
import { zhHans } from './zh-Hans.js';

export type WindowKey = keyof typeof en;

/** All texts of one language. A missing key does not compile. */
export type WindowMessages = Readonly<Record<WindowKey, string>>;

/** A language without texts does not compile either. */
export const windowMessages: Readonly<Record<LanguageName, WindowMessages>> = {
  ar,
  cs,
  de,
  en,
  es,
  fa,
  fr,
  he,
  ja,
  ko,
  pl,
  'pt-BR': ptBR,
  ru,
  tg,
  tr,
  uk,
  'zh-Hans': zhHans,
};
