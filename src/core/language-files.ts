import type { LoadedLanguage } from './language-names.js';
import type { Messages } from './messages.js';

/**
 * The languages that have texts beside English, each in a file of its own that is loaded when a page asks for it. The classic
 * script has elements/language-scripts.ts in place of this module.
 */
export const languageFiles: Readonly<Record<LoadedLanguage, () => Promise<Messages>>> = {
  ar: async () => (await import('./locales/ar.js')).ar,
  cs: async () => (await import('./locales/cs.js')).cs,
  de: async () => (await import('./locales/de.js')).de,
  es: async () => (await import('./locales/es.js')).es,
  fa: async () => (await import('./locales/fa.js')).fa,
  fr: async () => (await import('./locales/fr.js')).fr,
  he: async () => (await import('./locales/he.js')).he,
  ja: async () => (await import('./locales/ja.js')).ja,
  ko: async () => (await import('./locales/ko.js')).ko,
  pl: async () => (await import('./locales/pl.js')).pl,
  'pt-BR': async () => (await import('./locales/pt-BR.js')).ptBR,
  ru: async () => (await import('./locales/ru.js')).ru,
  tg: async () => (await import('./locales/tg.js')).tg,
  tr: async () => (await import('./locales/tr.js')).tr,
  uk: async () => (await import('./locales/uk.js')).uk,
  'zh-Hans': async () => (await import('./locales/zh-Hans.js')).zhHans,
};
