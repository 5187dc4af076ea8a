import type { LanguageName } from '../core/language-names.js';

/** Hashes of the files beside the classic script, as `integrity` takes them; .rollup/language-scripts.mjs fills them in. */
export const languageHashes: Partial<Record<LanguageName, string>> = {};
