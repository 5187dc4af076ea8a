import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { setStage } from './stage.js';
import { assertFaultless, visit } from './visits.js';

// The languages page, moved through all its numbers. What is expected is written here by hand, from the plural rules of
// Unicode CLDR 48 (https://www.unicode.org/cldr/charts/48/supplemental/language_plural_rules.html), and never asked of `Intl`.

type Rule = (n: number) => string;

/** Whole numbers only; `n % 10` and `n % 100` are the `i % 10` and `i % 100` of the rules. */
const RULES: Readonly<Record<string, Rule>> = {
  ru: (n) => {
    if (n % 10 === 1 && n % 100 !== 11) return 'one';
    return n % 10 >= 2 && n % 10 <= 4 && !(n % 100 >= 12 && n % 100 <= 14) ? 'few' : 'many';
  },
  pl: (n) => {
    if (n === 1) return 'one';
    return n % 10 >= 2 && n % 10 <= 4 && !(n % 100 >= 12 && n % 100 <= 14) ? 'few' : 'many';
  },
  ar: (n) => {
    if (n <= 2) return ['zero', 'one', 'two'][n] ?? '';
    if (n % 100 >= 3 && n % 100 <= 10) return 'few';
    return n % 100 >= 11 ? 'many' : 'other';
  },
  he: (n) => ({ 1: 'one', 2: 'two' })[n] ?? 'other',
  fr: (n) => (n <= 1 ? 'one' : 'other'),
  ja: () => 'other',
};

/** Each text by exact number, then by category; `#` is the number. */
type Forms = Readonly<Record<string, string>>;

const HEADINGS: Readonly<Record<string, Forms>> = {
  ru: {
    0: 'На запись «The Night Train» пока нет комментариев',
    1: 'Один комментарий на «The Night Train»',
    one: '# комментарий на «The Night Train»',
    few: '# комментария на «The Night Train»',
    many: '# комментариев на «The Night Train»',
  },
  pl: {
    0: 'Brak komentarzy do „The Night Train”',
    one: 'Jeden komentarz do „The Night Train”',
    few: '# komentarze do „The Night Train”',
    many: '# komentarzy do „The Night Train”',
  },
  ar: {
    zero: 'لا تعليقات على «The Night Train» بعد',
    one: 'تعليق واحد على «The Night Train»',
    two: 'تعليقان على «The Night Train»',
    few: '# تعليقات على «The Night Train»',
    many: '# تعليقًا على «The Night Train»',
    other: '# تعليق على «The Night Train»',
  },
  he: {
    0: 'אין עדיין תגובות על ”The Night Train”',
    one: 'תגובה אחת על ”The Night Train”',
    two: 'שתי תגובות על ”The Night Train”',
    other: '# תגובות על ”The Night Train”',
  },
  fr: {
    0: 'Aucun commentaire sur « The Night Train » pour le moment',
    1: 'Un commentaire sur « The Night Train »',
    other: '# commentaires sur « The Night Train »',
  },
  ja: {
    0: '「The Night Train」へのコメントはまだありません',
    other: '「The Night Train」へのコメント # 件',
  },
};

const REPLIES: Readonly<Record<string, Forms>> = {
  ru: { one: '# ответ', few: '# ответа', many: '# ответов' },
  pl: { one: '1 odpowiedź', few: '# odpowiedzi', many: '# odpowiedzi' },
  ar: { zero: 'لا ردود', one: 'رد واحد', two: 'ردّان', few: '# ردود', many: '# ردًا', other: '# رد' },
  he: { one: 'תשובה אחת', two: 'שתי תשובות', other: '# תשובות' },
  fr: { one: '# réponse', other: '# réponses' },
  ja: { other: '返信 # 件' },
};

const NUMBERS = [...Array(126).keys()];

function expected(forms: Forms | undefined, language: string, n: number): string {
  const text = forms?.[n] ?? forms?.[RULES[language]?.(n) ?? ''];
  return (text ?? assert.fail(`nothing is expected for ${n} in ${language}`)).replace('#', String(n));
}

const { browser, demo } = await setStage();

/** Heading of the thread, and the counted replies in the table. */
interface Shown {
  readonly heading: string;
  readonly replies: string;
}

/** Moves the slider, as a hand does, and reads what the page says once all of it has followed. */
async function moved(page: Page, n: number): Promise<Shown> {
  const [heading, replies] = await page.evaluate(async (value) => {
    const slider = document.querySelector<HTMLInputElement>('#number');
    const thread = document.querySelector('comment-thread');
    if (!slider || !thread) throw new Error('This is another page.');
    const followed = new Promise((resolve) => thread.addEventListener('comment-load', resolve, { once: true }));
    slider.value = String(value);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await followed;
    await thread.updateComplete;
    const rows = [...document.querySelectorAll('.texts tbody tr')];
    const row = rows.find((each) => each.textContent.includes('comment.replies'));
    return [thread.shadowRoot?.querySelector('[part=heading]'), row?.querySelector('td')].map(
      (node) => node?.textContent,
    );
  }, n);
  return { heading: clean(heading), replies: clean(replies) };
}

function clean(text = ''): string {
  return text.replace(/\s+/g, ' ').trim();
}

for (const language of Object.keys(RULES)) {
  test(`every number from 0 to 125 has its form in ${language}`, async () => {
    const reader = await visit(browser, `${demo.origin}/languages.html?lang=${language}&n=5`);
    const { page } = reader;
    await page.locator('comment-thread [part=heading]', { hasText: 'The Night Train' }).waitFor();
    await page.locator(`#spoken[lang="${language}"]`).waitFor();
    for (const n of NUMBERS) {
      const shown = await moved(page, n);
      assert.deepEqual(
        shown,
        { heading: expected(HEADINGS[language], language, n), replies: expected(REPLIES[language], language, n) },
        `${n}`,
      );
    }
    assert.equal(new URL(page.url()).search, `?lang=${language}&n=125`);
    assertFaultless(reader);
    await reader.close();
  });
}

test('an address leads to a language and a number', async () => {
  const reader = await visit(browser, `${demo.origin}/languages.html?lang=tg&n=21`);
  const { page } = reader;
  await page.locator('comment-thread').getByRole('heading', { name: '21 шарҳ ба «The Night Train»' }).waitFor();
  await page.locator('comment-thread').getByText('1 апрели соли 2012').waitFor();
  await page.getByLabel('Language').selectOption('zh-Hans');
  await page.locator('comment-thread').getByRole('heading', { name: '《The Night Train》有 21 条评论' }).waitFor();
  await page.locator('comment-count').getByText('21 条评论').waitFor();
  assertFaultless(reader);
  await reader.close();
});
