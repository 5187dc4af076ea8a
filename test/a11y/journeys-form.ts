/** Journeys by keyboard through the form: mistakes, refusals, what is kept, other ways to type. */
import assert from 'node:assert/strict';
import { page, devtools, show } from './stage.js';
import { journey } from './reader.js';

const textOfField = () => page.evaluate(() => window.stage.all<HTMLTextAreaElement>('textarea')[0]?.value);

journey(
  [15, 19],
  'a form to fill in',
  'mistakes: the summary has the focus, its links lead to the fields',
  async (reader) => {
    await reader.tabTo('button Post Comment');
    await reader.press('Enter');
    await reader.isAt('group Please correct 3 things:');
    await reader.press('Tab');
    await reader.isAt('link Please enter a comment.');
    await reader.press('Tab');
    await reader.press('Enter');
    const field = await reader.isAt('textbox Name');
    assert.equal(field.states['invalid'], 'true');
    assert.equal(field.description, 'Please enter your name.');
  },
);

journey([15, 19, 23], 'a form to fill in', 'a mistake is mended, and the comment is posted', async (reader) => {
  await reader.tabTo('textbox Comment');
  await reader.type('A text');
  await reader.tabTo('textbox Name');
  await reader.type('Vera');
  await reader.tabTo('textbox Email');
  await reader.type('vera');
  await reader.press('Enter');
  await reader.isAt('group Please correct one thing:');
  await reader.press('Tab');
  await reader.press('Enter');
  await reader.isAt('textbox Email');
  await reader.press('End');
  await reader.type('@example.com');
  await reader.press('Enter');
  await reader.hears('Your comment was posted.');
  await reader.isAt(/^heading Vera You just now/);
});

journey([15, 19], 'a reply will be refused', 'a refusal has the focus, and the text is kept', async (reader) => {
  await reader.tabTo('textbox Comment');
  await reader.type('A text');
  await reader.press('Control+Enter');
  await reader.isAt(
    'group There were too many requests in a short time. Please wait 30 seconds. Your text has been kept.',
  );
  assert.equal(await textOfField(), 'A text');
});

journey([21], 'a form to fill in', 'a name and an address are asked for once in a visit', async (reader) => {
  await reader.tabTo('textbox Comment');
  await reader.type('The first');
  await reader.tabTo('textbox Name');
  await reader.type('Vera');
  await reader.tabTo('textbox Email');
  await reader.type('vera@example.com');
  await reader.press('Enter');
  await reader.hears('Your comment was posted.');
  await reader.tabTo('textbox Comment');
  await reader.type('The second');
  await reader.press('Control+Enter');
  await reader.hears('Your comment was posted.');
});

journey([21], 'a form to fill in', 'a box is ticked, and the next visit has the name', async (reader) => {
  await reader.tabTo('textbox Name');
  await reader.type('Vera');
  await reader.tabTo(/^checkbox Save my name/);
  await reader.press('Space');
  assert.equal((await reader.isAt(/^checkbox Save my name/)).states['checked'], 'true');
  await show('a form to fill in');
  await page.waitForFunction(() => window.stage.all<HTMLInputElement>('[name=name]')[0]?.value === 'Vera');
  await reader.tabTo(/^checkbox Save my name/);
  await reader.press('Space');
  await show('a form to fill in');
  assert.equal(await page.evaluate(() => window.stage.all<HTMLInputElement>('[name=name]')[0]?.value), '');
});

journey([22], 'a form to fill in', 'all fields take what is pasted', async (reader) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('pasted'));
  for (const name of ['Comment', 'Name', 'Email', 'Website (optional)']) {
    await reader.tabTo(`textbox ${name}`);
    await reader.press('Control+v');
  }
  const values = await page.evaluate(() =>
    window.stage.all<HTMLInputElement>('input[name], textarea').map(({ value }) => value),
  );
  assert.deepEqual(values, ['pasted', 'pasted', 'pasted', 'pasted']);
});

journey([], 'one comment', 'Enter that ends a word of Japanese posts nothing', async (reader) => {
  await reader.tabTo('textbox Comment');
  await devtools.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  for (const [key, modifiers] of [
    ['Enter', 0],
    ['Enter', 2],
    ['Escape', 0],
  ] as const) {
    await devtools.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Process',
      code: key,
      windowsVirtualKeyCode: 229,
      modifiers,
    });
  }
  await page.evaluate(() => window.stage.pressWhileComposing());
  await devtools.send('Input.insertText', { text: '日本' });
  reader.keys.push('“日本” by an input method');
  assert.equal(await textOfField(), '日本');
  await reader.isAt('textbox Comment');
  await reader.hearsNothing();
});

journey(
  [15, 23],
  'a draft will come back',
  'an unsent text comes back, is announced, and can be thrown away',
  async (reader) => {
    assert.ok(reader.before.includes('Your unsent text was restored.'), reader.before.join('; '));
    await reader.tabTo('button Discard');
    await reader.press('Enter');
    await reader.isAt('textbox Comment');
    assert.equal(await textOfField(), '');
  },
);

journey(
  [15, 23],
  'no network for replies',
  'a comment waits for the network, and is taken back to be changed',
  async (reader) => {
    await reader.tabTo('textbox Comment');
    await reader.type('Later');
    await reader.press('Control+Enter');
    await reader.hears('Waiting for the network.');
    await reader.tabTo('button Edit', 'Shift+Tab');
    await reader.press('Enter');
    await reader.isAt('textbox Comment');
    assert.equal(await textOfField(), 'Later');
  },
);

journey(
  [15],
  'a reply that waits for the network',
  'a comment that waits for the network is taken back for good',
  async (reader) => {
    await reader.tabTo('button Cancel');
    await reader.press('Enter');
    await reader.isAt('textbox Comment');
    assert.equal(await textOfField(), '');
  },
);

journey(
  [15, 19],
  'a form in the form of a page',
  'a form of the page is held back by a mistake in ours',
  async (reader) => {
    await reader.tabTo('button Send it');
    await reader.press('Enter');
    await reader.isAt('group Please correct 3 things:');
    await reader.press('Tab');
    await reader.press('Enter');
    await reader.isAt('textbox Comment');
  },
);
