/** Names, roles and order: what stands in Chromium's accessibility tree, and what it is made of. */
import assert from 'node:assert/strict';
import { languages } from '../../src/core/language-names.js';
import { enOwn } from '../../src/core/locales/en-own.js';
import { addEnglish, loadTranslator } from '../../src/core/messages.js';
import { check } from './criteria.js';
import { look, page, show } from './stage.js';
import { checkEverywhere } from './survey.js';
import { flat, tree, type Node } from './tree.js';

const CONTROLS = /^(button|link|textbox|combobox|checkbox|radio|option|menuitem|slider|spinbutton|switch|tab)$/;

const nodes = async () => flat(await tree());
const namesOf = (all: readonly Node[], role: string) =>
  all.filter((node) => node.role === role).map(({ name }) => name);

checkEverywhere([2, 29], 'every control and every picture has a name, in every state', async () =>
  (await nodes())
    .filter(({ name, role }) => !name && (CONTROLS.test(role) || role === 'image'))
    .map(({ role }) => `a ${role} without a name`),
);

check([2], 'Reply buttons of one author on one day have names of their own', async () => {
  await show('many comments of one author on one day');
  const replies = namesOf(await nodes(), 'button').filter((name) => name.startsWith('Reply'));
  assert.equal(replies.length, 4);
  assert.equal(new Set(replies).size, 4, replies.join('; '));
});

checkEverywhere([3], 'the visible label of a control is part of its name, in every state', () =>
  page.evaluate(() =>
    window.stage
      .all('button[aria-label], a[aria-label], input[aria-label], textarea[aria-label]')
      .map((control) => [control.innerText.trim(), control.ariaLabel ?? ''] as const)
      .filter(([seen, name]) => /[\p{L}\p{N}]/u.test(seen) && !name.toLowerCase().includes(seen.toLowerCase()))
      .map(([seen, name]) => `“${seen}” is called “${name}”`),
  ),
);

check([3], 'the visible label of a button is part of its name, in every language', async () => {
  const pairs = [
    ['comment.reply', 'comment.replyTo'],
    ['comment.copyLink', 'comment.copyLinkTo'],
    ['own.edit', 'own.editOf'],
    ['own.delete', 'own.deleteOf'],
  ] as const;
  addEnglish(enOwn);
  const wrong: string[] = [];
  for (const tag of languages()) {
    const { text } = await loadTranslator(tag);
    for (const [label, name] of pairs) {
      const [seen, told] = [text(label), text(name, { author: 'Ken', date: '1 2 2012' })];
      if (!told.toLocaleLowerCase(tag).includes(seen.toLocaleLowerCase(tag)))
        wrong.push(`${tag}: “${seen}” is called “${told}”`);
    }
  }
  assert.ok(languages().length > 1);
  assert.deepEqual(wrong, []);
});

check([4], 'each comment is an article that is called by its author and date', async () => {
  await show('a thread with everything');
  assert.deepEqual(namesOf(await nodes(), 'article'), [
    'Ken via Google+ March 1, 2012 · edited March 5, 2012',
    'Анна Author March 2, 2012',
    'This comment was deleted. March 3, 2012',
    'Ken March 4, 2012',
    'Mod Moderator March 5, 2012',
    'Anonymous March 6, 2012',
  ]);
});

for (const [state, depths] of [
  ['twelve levels', [1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7, 7]],
  ['twelve levels, two of them indented', [1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]],
  ['a thread with everything', [1, 2, 3, 4, 1, 1]],
  ['flat, with all numbers and full dates', [1, 1, 1, 1, 1, 1]],
] as const) {
  check([5], `nested lists say how deep a comment stands: ${state}`, async () => {
    await show(state);
    const articles = (await nodes()).filter(({ role }) => role === 'article');
    assert.deepEqual(
      articles.map(({ lists }) => lists),
      depths,
    );
  });
}

check([5], 'beyond the cap a comment says whom it answers, by a link', async () => {
  await show('twelve levels, two of them indented');
  const links = namesOf(await nodes(), 'link').filter((name) => name.startsWith('In reply to'));
  assert.deepEqual(
    links,
    Array.from({ length: 9 }, (_, index) => `In reply to Reader ${index + 3}`),
  );
});

check([6], 'levels of headings follow the attribute', async () => {
  for (const level of [1, 2, 3, 4, 5]) {
    await show('a thread with everything');
    await page.evaluate((value) => window.stage.set({ headingLevel: value }), level);
    const levels = (await nodes()).filter(({ role }) => role === 'heading').map((node) => node.level);
    assert.deepEqual(levels, [1, level, ...Array<number>(8).fill(level + 1)]);
  }
});

checkEverywhere([6], 'no level of headings is skipped, in every state', async () => {
  const levels = (await nodes()).filter(({ role }) => role === 'heading').map(({ level = 0 }) => level);
  return levels.flatMap((level, index) => (level > (levels[index - 1] ?? 0) + 1 ? [`${levels.join(' ')}`] : []));
});

for (const direction of ['ltr', 'rtl'] as const) {
  check([7], `what comes later in the tree stands further down, or further along the line (${direction})`, async () => {
    await look({ direction });
    for (const state of ['a thread with everything', 'a form with mistakes', 'changing the account', 'an article']) {
      await show(state);
      assert.deepEqual(
        await page.evaluate((isRight) => window.stage.outOfOrder(isRight), direction === 'rtl'),
        [],
        state,
      );
    }
    await look({});
  });
}

check([8], 'name, email and url are told to the browser as such', async () => {
  await show('a form to fill in');
  const tokens = await page.evaluate(() =>
    window.stage.all('input[name]').map((field) => field.getAttribute('autocomplete')),
  );
  assert.deepEqual(tokens, ['name', 'email', 'url']);
});

check([19], 'mistakes are told in words, each tied to its field, and how to mend them', async () => {
  await show('a form with mistakes');
  const fields = (await nodes()).filter(({ role }) => role === 'textbox');
  assert.deepEqual(
    fields.map(({ name, description, states }) => [name, states['invalid'], description.trim()]),
    [
      ['Comment', 'true', 'Your comment is too long by 20 characters.'],
      ['Name', 'true', 'Please enter your name.'],
      ['Email', 'true', 'Please enter a valid email address. Your email address will not be published.'],
      ['Website (optional)', 'true', 'Please enter a web address, such as https://example.com.'],
    ],
  );
});

checkEverywhere(
  [20],
  'a mark of needed fields is explained wherever it is shown, and fields tell it by themselves',
  () =>
    page.evaluate(() => {
      const { all } = window.stage;
      const marks = all('label [aria-hidden=true]').filter(({ textContent }) => textContent?.trim() === '*').length;
      const isExplained = all('[part~=hint]').some(({ textContent }) => textContent?.includes('*'));
      const silent = all('label:has([aria-hidden=true])').filter(
        (label) => !(label as HTMLLabelElement).control?.ariaRequired,
      );
      return [
        ...(marks > 0 && !isExplained ? [`${marks} marks without a word`] : []),
        ...silent.map(() => 'a mark alone'),
      ];
    }),
);

check(
  [17],
  'texts of comments have the language that their source names, and no other; all have their own direction',
  async () => {
    await show('names and texts of both directions');
    const told = await page.evaluate(() =>
      window.stage.all('[part~=content]').map(({ lang, dir }) => [lang, dir] as const),
    );
    assert.deepEqual(told, [
      ['ar', 'auto'],
      ['he', 'auto'],
      ['tg', 'auto'],
      ['', 'auto'],
    ]);
  },
);

checkEverywhere([23], 'each element has one polite live region and no other, in every state', () =>
  page.evaluate(() =>
    window.stage.parts.rootsIn(document).flatMap((root) => {
      const regions = [...root.querySelectorAll('[role=status], [role=alert], [role=log], [aria-live]')];
      const roles = regions.map(({ role }) => role).join(' ');
      return regions.length > 1 || /alert|log/.test(roles) ? [roles] : [];
    }),
  ),
);

checkEverywhere([31], 'no id stands twice in a root, in every state', () =>
  page.evaluate(() =>
    window.stage.parts.rootsIn(document).flatMap((root) => {
      const ids = [...root.querySelectorAll('[id]')].map(({ id }) => id);
      return ids.filter((id, index) => ids.indexOf(id) !== index);
    }),
  ),
);

check([29], 'avatars are not told of, and pictures in texts have their text', async () => {
  await show('with pictures for avatars');
  assert.deepEqual(namesOf(await nodes(), 'image'), []);
  assert.deepEqual(
    await page.evaluate(
      () => window.stage.all('.avatar, .icon, .face').filter(({ ariaHidden }) => ariaHidden !== 'true').length,
    ),
    0,
  );
  await show('markup with pictures to press for');
  assert.ok(namesOf(await nodes(), 'button').includes('Show the picture “A cat” from pictures.invalid'));
});
