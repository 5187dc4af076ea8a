/** Journeys by keyboard through a thread: reading, going somewhere, hiding, loading, writing. */
import assert from 'node:assert/strict';
import { page } from './stage.js';
import { journey } from './reader.js';

const REPLY_TO_KEN = 'button Reply to Ken, March 1, 2012 at 10:00 AM';
const textOfField = () => page.evaluate(() => window.stage.all<HTMLTextAreaElement>('textarea')[0]?.value);
const shown = (text: string) =>
  page.evaluate(
    (wanted) => window.stage.all('[part~=content]').filter((each) => each.textContent?.trim() === wanted).length,
    text,
  );
const order = () => page.evaluate(() => window.stage.all('.root').map((item) => item.dataset['id']));

journey([15], 'a thread with everything', 'from the heading to the form', async (reader) => {
  await reader.tabTo('button Leave a comment');
  await reader.press('Enter');
  await reader.isAt('textbox Comment');
});

journey([15], 'empty', 'the first comment of a post', async (reader) => {
  await reader.tabTo('button Be the first to reply.');
  await reader.press('Enter');
  await reader.isAt('textbox Comment');
});

journey(
  [15],
  'a thread with everything',
  'Reply opens the form under its comment, Escape closes it',
  async (reader) => {
    await reader.tabTo(REPLY_TO_KEN);
    await reader.press('Enter');
    await reader.isAt('textbox Comment');
    assert.ok((await reader.names('heading')).includes('Leave a Reply to Ken'));
    await reader.press('Escape');
    await reader.isAt(REPLY_TO_KEN);
    assert.ok((await reader.names('heading')).includes('Leave a Reply'));
  },
);

journey(
  [15],
  'a thread with everything',
  'Cancel leads back to the Reply button, and keeps the text',
  async (reader) => {
    await reader.tabTo(REPLY_TO_KEN);
    await reader.press('Space');
    await reader.isAt('textbox Comment');
    await reader.type('Half a thought');
    await reader.tabTo('button Cancel reply', 'Shift+Tab');
    await reader.press('Enter');
    await reader.isAt(REPLY_TO_KEN);
    assert.equal(await textOfField(), 'Half a thought');
  },
);

journey([15, 23], 'a thread with everything', 'a reply is posted by the button, and has the focus', async (reader) => {
  await reader.tabTo(REPLY_TO_KEN);
  await reader.press('Enter');
  await reader.isAt('textbox Comment');
  await reader.type('An answer');
  await reader.tabTo('button Post Comment');
  await reader.press('Enter');
  await reader.hears('Your reply was posted.');
  await reader.isAt(/^heading Anonymous You just now/);
  assert.equal(await shown('An answer'), 1);
});

for (const key of ['Control+Enter', 'Meta+Enter']) {
  journey([15, 23], 'one comment', `${key} posts a comment, once however often it is pressed`, async (reader) => {
    await reader.tabTo('textbox Comment');
    await reader.type('A comment');
    await reader.press(key);
    await reader.press(key);
    await reader.hears('Your comment was posted.');
    await reader.isAt(/^heading Anonymous You just now/);
    assert.equal(await shown('A comment'), 1);
  });
}

journey([15], 'one comment', 'Enter in the comment begins a line, Enter in the name posts', async (reader) => {
  await reader.tabTo('textbox Comment');
  await reader.type('One');
  await reader.press('Enter');
  await reader.type('Two');
  assert.equal(await textOfField(), 'One\nTwo');
  await reader.tabTo('textbox Name (optional)');
  await reader.type('Vera');
  await reader.press('Enter');
  await reader.hears('Your comment was posted.');
  await reader.isAt(/^heading Vera You just now/);
});

journey([15, 23], 'a reply will be held', 'a comment that waits for approval says so', async (reader) => {
  await reader.tabTo('textbox Comment');
  await reader.type('Hold me');
  await reader.press('Control+Enter');
  await reader.hears('Thank you. Your comment will be visible after it has been approved.');
  await reader.isAt(/^heading Anonymous You just now/);
});

journey(
  [15],
  'a thread with everything',
  'a comment is hidden and shown, with the focus on its button',
  async (reader) => {
    await reader.tabTo('button Hide comment by Ken and its 3 replies');
    await reader.press('Enter');
    const hidden = await reader.isAt('button Show comment by Ken and its 3 replies');
    assert.equal(hidden.states['expanded'], false);
    await reader.press('Space');
    const open = await reader.isAt('button Hide comment by Ken and its 3 replies');
    assert.equal(open.states['expanded'], true);
  },
);

journey([], 'collapsed', 'what is hidden is not met on the way', async (reader) => {
  await reader.tabTo('button Show comment by Ken and its 3 replies');
  await reader.press('Tab');
  await reader.isAt('link March 5, 2012');
});

journey(
  [15, 18],
  'a thread with everything',
  'another order is chosen by arrows, and the focus stays',
  async (reader) => {
    await reader.tabTo(/^combobox Sort by/);
    assert.deepEqual(await order(), ['1', '5', '6']);
    await reader.press('ArrowDown');
    await page.waitForFunction(() => window.stage.all('.root')[0]?.dataset['id'] === '6');
    assert.deepEqual(await order(), ['6', '5', '1']);
    await reader.isAt(/^combobox Sort by/);
  },
);

journey([15, 23], 'a first page', 'more comments come, and the focus is at the first of them', async (reader) => {
  await reader.tabTo('button Load more comments');
  await reader.press('Enter');
  await reader.hears('2 more comments were loaded.');
  await reader.isAt('heading Reader 3 March 3, 2012');
});

journey(
  [15, 23],
  'three pages',
  'more comments come twice, and each time the focus is at the first of them',
  async (reader) => {
    await reader.tabTo('button Load more comments');
    await reader.press('Enter');
    await reader.isAt('heading Reader 2 March 2, 2012');
    await reader.tabTo('button Load more comments');
    await reader.press('Space');
    await reader.isAt('heading Reader 3 March 3, 2012');
    await reader.hears('1 more comment was loaded.');
  },
);

journey(
  [15, 19, 23],
  'a second page that will fail',
  'a page that does not come is announced, and can be asked for again',
  async (reader) => {
    await reader.tabTo('button Load more comments');
    await reader.press('Enter');
    await reader.hears('Comments could not be loaded. The comment server has a problem. Please try again later.');
    await reader.isAt('button Load more comments');
    await reader.tabTo('button Try again', 'Shift+Tab');
    await reader.press('Enter');
    await reader.isAt('heading 4 responses to “Dawn”');
    await reader.hears('Comments could not be loaded. The comment server has a problem. Please try again later.');
  },
);

journey([15, 23], 'a server that comes back', 'a thread that could not be loaded is tried again', async (reader) => {
  await reader.tabTo('button Try again');
  await reader.press('Enter');
  await reader.isAt(/^heading (Responses|One response to “Dawn”)$/);
  await page.waitForFunction(() => window.stage.all('[part~=content]').length === 1);
  await reader.isAt('heading One response to “Dawn”');
});

journey([15], 'a thread with everything', 'a date leads to its comment, and Back to where one was', async (reader) => {
  await reader.tabTo('link March 2, 2012');
  await reader.press('Enter');
  await reader.isAt('heading Анна Author March 2, 2012');
  assert.match(page.url(), /#comment-2$/);
  await reader.tabTo('link Comment 3');
  await reader.press('Enter');
  await reader.isAt('heading Anonymous March 6, 2012');
  await page.goBack();
  reader.keys.push('Back');
  await reader.isAt('heading Анна Author March 2, 2012');
});

journey(
  [15],
  'twelve levels, two of them indented',
  '“In reply to” leads to the comment that is answered',
  async (reader) => {
    await reader.tabTo('link In reply to Reader 11');
    await reader.press('Enter');
    await reader.isAt('heading Reader 11 March 11, 2012');
  },
);

journey([15, 23], 'a thread with everything', 'a link is copied, and the focus stays', async (reader) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const name = 'button Copy link to the comment by Ken, March 1, 2012 at 10:00 AM';
  await reader.tabTo(name);
  await reader.press('Enter');
  await reader.hears('Link copied.');
  await reader.isAt(name);
});

journey(
  [15, 29],
  'markup with pictures to press for',
  'a picture is asked for, and takes the focus of its button',
  async (reader) => {
    await reader.tabTo('button Show the picture “A cat” from pictures.invalid');
    await reader.press('Enter');
    await reader.isAt('image A cat');
  },
);

journey([], 'markup in comments', 'code that is wider than its column is scrolled', async (reader) => {
  await page.setViewportSize({ width: 400, height: 800 });
  try {
    await reader.tabTo(/^\S* ?.*a_very_long_line/);
    await reader.press('ArrowRight');
    await page.waitForFunction(() => window.stage.focused.scrollLeft > 0);
  } finally {
    await page.setViewportSize({ width: 1000, height: 800 });
  }
});
