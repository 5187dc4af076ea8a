import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import { ERROR_CODES } from '../../src/core/error-codes.js';
import { LANGUAGES } from '../../src/core/language-names.js';
import { descriptions } from '../../src/core/locales/descriptions.js';
import { addEnglish, createTranslator, errorMessage } from '../../src/core/messages.js';
import { catalogues, en, formsOf, keys, placesOf, SCRIPTS } from '../support/catalogues.js';

addEnglish(en);

/** What stands around a title, by language (Unicode CLDR, `quotationStart`; Chinese titles have marks of their own). */
const QUOTES: Readonly<Record<string, readonly [string, string]>> = {
  ar: ['«', '»'],
  cs: ['„', '“'],
  de: ['„', '“'],
  en: ['“', '”'],
  es: ['«', '»'],
  fa: ['«', '»'],
  fr: ['«\u202f', '\u202f»'],
  he: ['”', '”'],
  ja: ['「', '」'],
  ko: ['“', '”'],
  pl: ['„', '”'],
  'pt-BR': ['“', '”'],
  ru: ['«', '»'],
  tg: ['«', '»'],
  tr: ['“', '”'],
  uk: ['«', '»'],
  'zh-Hans': ['《', '》'],
};

/** Texts without a word, or with one that is the same in several languages. */
const WORDLESS = /^\W*$|^Ping|^Track/;

/** The visible text of a button must stand in its name, or it cannot be pressed by speech (WCAG 2.5.3). */
const NAMED = [
  ['comment.reply', 'comment.replyTo'],
  ['comment.copyLink', 'comment.copyLinkTo'],
  ['own.edit', 'own.editOf'],
  ['own.delete', 'own.deleteOf'],
] as const;

for (const language of LANGUAGES) {
  const messages = catalogues[language];
  const forms = keys.flatMap((key) =>
    Object.entries(formsOf(messages[key])).map(([form, text]) => ({ key, form, text, where: `${key} ${form}` })),
  );

  describe(`the texts in ${language}`, () => {
    test('are all there, and no more than there are', () => {
      assert.deepEqual(Object.keys(messages).sort(), [...keys].sort());
    });

    test('have the places that the English ones have', () => {
      for (const { key, form, text, where } of forms) {
        const expected = placesOf(Object.values(formsOf(en[key])).join());
        // The number may be in the words: "two replies".
        const optional = typeof messages[key] === 'string' || form === 'other' ? [] : ['{count}'];
        const given = placesOf(text);
        assert.deepEqual(
          expected.filter((place) => !optional.includes(place)),
          given.filter((place) => !optional.includes(place)),
          where,
        );
        assert.ok(
          given.every((place) => expected.includes(place)),
          where,
        );
      }
    });

    test('are written with care', () => {
      for (const { text, where } of forms) {
        assert.equal(text, text.trim(), where);
        assert.equal(text, text.normalize('NFC'), where);
        assert.notEqual(text, '', where);
        assert.doesNotMatch(text, /<|&\w+;/, `${where} holds no markup`);
        assert.doesNotMatch(text, /\.\.\.| {2}|\t|\n/, where);
        assert.doesNotMatch(text, /["'`]/, `${where} has quotes of a typewriter`);
        // Values are isolated where they are shown; marks of direction would stay behind in what is copied.
        assert.doesNotMatch(text, /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u200b]/, where);
        // What joins and parts letters of Arabic script is only written in Persian.
        if (language !== 'fa') assert.doesNotMatch(text, /[\u200c\u200d]/, where);
        if (language === 'fr') assert.doesNotMatch(text, /(?<![\u00a0\u202f])[:;!?»](?!\/\/)|«(?!\u202f)/, where);
      }
    });

    test('have the quotes of the language', () => {
      const [start, end] = QUOTES[language] ?? assert.fail(`no quotes are known for ${language}`);
      for (const { text, where } of forms) {
        if (!text.includes('{title}')) continue;
        assert.ok(text.includes(`${start}{title}${end}`), `${where}: ${text}`);
      }
      const names = language === 'zh-Hans' ? ['“', '”'] : [start, end];
      for (const key of ['html.picture', 'html.embed'] as const)
        assert.ok(formsOf(messages[key])['other']?.includes(names.join('{name}')), key);
    });

    test('are in its script, and not left in English', () => {
      const script = SCRIPTS[language];
      const left = forms.filter(({ key, form, text }) => {
        const words = text.replace(/\{\w+\}|https\S*/g, '');
        if (WORDLESS.test(words) && !/\p{L}/u.test(words.replace(/Ping\w*|Track\w*/g, ''))) return false;
        return script
          ? !script.test(words)
          : language !== 'en' && text === formsOf(en[key])[form] && / /.test(words.trim());
      });
      assert.deepEqual(
        left.map(({ where }) => where),
        [],
      );
    });

    test('have the plural forms that the language has, wherever they count', () => {
      for (const key of keys) {
        const message = messages[key];
        if (typeof message === 'string') continue;
        const given = Object.keys(message).filter((form) => !form.startsWith('='));
        assert.deepEqual(given.sort(), categoriesOf(language, message).sort(), `${key}: ${given.join()}`);
      }
    });

    test('count the same things as the English ones', () => {
      for (const key of keys) assert.equal(typeof messages[key], typeof en[key], key);
    });

    test('tell a reader about every error code, each in its own words', () => {
      const words = createTranslator(language, messages);
      const told = ERROR_CODES.map((code) => words.text(errorMessage(code)));
      assert.equal(new Set(told).size, ERROR_CODES.length);
    });

    test('name a button by what is written on it', () => {
      for (const [visible, name] of NAMED) {
        const [said = '', shown = ''] = [name, visible].map((key) =>
          formsOf(messages[key])['other']?.toLocaleLowerCase(language),
        );
        assert.ok(shown && said.includes(shown), `“${said}” does not say “${shown}”`);
      }
    });
  });
}

/**
 * The categories that a text needs: all that `Intl` knows of the language, less those whose numbers exact forms forestall.
 * Tajik has none in Unicode CLDR: one form serves all.
 */
function categoriesOf(language: string, message: Readonly<Record<string, string>>): string[] {
  if (language === 'tg') return ['other'];
  const rules = new Intl.PluralRules(language);
  const numbers = [...Array(1_001).keys(), 0.5, 1.5, 2.5, 1e6, 2e6];
  const left = numbers.filter((number) => !(`=${number}` in message)).map((number) => rules.select(number));
  const all = rules.resolvedOptions().pluralCategories;
  return all.filter((category) => category === 'other' || left.includes(category));
}

describe('every text', () => {
  test('is described for translators', () => {
    assert.deepEqual(Object.keys(descriptions).sort(), [...keys].sort());
    for (const [key, text] of Object.entries(descriptions)) assert.match(text, /^[\p{Lu}“].*[.:”]$/u, key);
  });

  test('is shown somewhere', () => {
    const unused = keys.filter((key) => !written.has(key) && !composed.some((pattern) => pattern.test(key)));
    assert.deepEqual(unused, []);
  });
});

const sources = sourceFiles(fileURLToPath(new URL('../../src/', import.meta.url)));
/** Keys that stand in the sources as they are. */
const written = new Set(sources.flatMap((source) => source.match(/(?<=['"`])[a-z]+\.[\w.-]+(?=['"`])/g) ?? []));
/** Keys that are put together, such as `error.${code}`. */
const composed = sources.flatMap((source) =>
  [...source.matchAll(/`([a-z]+\.[\w.-]*\$\{[^`]*)`/g)].map(
    ([, template = '']) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w-]+')}$`),
  ),
);

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('locales'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
