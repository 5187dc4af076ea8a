/** Journeys by keyboard of readers who sign in, and of those who have. */
import assert from 'node:assert/strict';
import type { ScriptedAccounts } from '../support/accounts.js';
import { page } from './stage.js';
import { journey } from './reader.js';

const textOfField = () => page.evaluate(() => window.stage.all<HTMLTextAreaElement>('textarea')[0]?.value);

/** The provider's answer. */
const settle = (how: 'session' | 'denied') =>
  page.evaluate((outcome) => {
    const { accounts } = window.stage.given as { accounts: ScriptedAccounts };
    accounts.settle(
      outcome === 'session' ? { session: { as: { name: 'Vera Osk', provider: 'x' } } } : { failure: 'denied' },
    );
  }, how);

/** Windows open in truth, unless the browser blocks them. */
const blockWindows = () => page.evaluate(() => (window.open = () => null));

journey(
  [15, 18, 23],
  'ways to sign in',
  'signing in: the window is announced before, what comes of it after',
  async (reader) => {
    await reader.tabTo('button Log in with X');
    assert.equal((await reader.isAt('button Log in with X')).description, 'Opens a new window.');
    const opened = page.waitForEvent('popup');
    await reader.press('Enter');
    await reader.hears('Connecting to X… Please go on in the window that has opened.');
    await reader.isAt('button Cancel');
    await settle('session');
    await reader.hears('You are logged in as Vera Osk.');
    await reader.isAt('textbox Comment');
    await (await opened).close();
  },
);

journey([15, 23], 'ways to sign in', 'signing in is given up, and the focus is where it began', async (reader) => {
  await reader.tabTo('button Log in with Valley Pass');
  const opened = page.waitForEvent('popup');
  await reader.press('Enter');
  await reader.isAt('button Cancel');
  await reader.press('Enter');
  await reader.isAt('button Log in with Valley Pass');
  await (await opened).close();
});

journey([15, 19, 23], 'ways to sign in', 'signing in fails, and another try is one key away', async (reader) => {
  await reader.tabTo('button Log in with X');
  const opened = page.waitForEvent('popup');
  await reader.press('Enter');
  await reader.hears('Connecting to X… Please go on in the window that has opened.');
  await settle('denied');
  await reader.hears('Logging in was cancelled.');
  await reader.isAt('button Log in with X');
  await (await opened).close();
});

journey([15, 22, 23], 'ways to sign in', 'a blocked window: a link in its place has the focus', async (reader) => {
  await blockWindows();
  await reader.tabTo('button Log in with X');
  await reader.press('Enter');
  await reader.hears('Your browser blocked the login window.');
  await reader.isAt('link Log in with X (opens in a new tab)');
  await page.evaluate(() => Reflect.deleteProperty(window, 'open'));
});

journey(
  [15, 19, 22],
  'asked for the server of the account',
  'a server is named, and another where it does not do',
  async (reader) => {
    await reader.tabTo('textbox Your Mastodon server');
    assert.equal(
      (await reader.isAt('textbox Your Mastodon server')).description,
      'Such as mastodon.social, or the address of your profile.',
    );
    await reader.type('not a server');
    await reader.press('Enter');
    await page.waitForFunction(() => window.stage.all('#server-error').length > 0);
    const { description } = await reader.isAt('textbox Your Mastodon server');
    assert.match(description ?? '', /^This is not the address of a server\. It looks like mastodon\.social\./);
    await reader.press('Escape');
    await reader.isAt('button Log in with Mastodon');
  },
);

journey([15], 'ways to sign in, and details to fill in', 'a guest is asked for a name', async (reader) => {
  await reader.tabTo('button Guest');
  await reader.press('Space');
  await reader.isAt('textbox Name');
});

journey(
  [15, 19],
  'ways to sign in, and no other',
  'sent without an account, the form says what it needs',
  async (reader) => {
    await reader.tabTo('textbox Comment');
    await reader.type('A text');
    await reader.press('Control+Enter');
    await reader.isAt('group Log in to leave a comment.');
    await reader.press('Tab');
    await reader.isAt('button Log in with X');
    assert.equal(await textOfField(), 'A text');
  },
);

journey([15, 23], 'signed in', 'logging out', async (reader) => {
  await reader.tabTo('button Log out');
  await reader.press('Enter');
  await reader.hears('You are logged out.');
  await reader.isAt(/^button (Guest|Log in with X)$/);
});

journey([15], 'signed in', 'another account is looked for, and not taken', async (reader) => {
  await reader.tabTo('button Change account');
  await reader.press('Enter');
  await page.waitForFunction(() => window.stage.all('[part~=provider-button]').length > 0);
  await reader.isAt('button Change account');
  await reader.tabTo('button Cancel');
  await reader.press('Enter');
  await reader.isAt('button Change account');
});

journey(
  [23, 27],
  'signed in',
  'a session ends while somebody writes: the text stays, the focus too',
  async (reader) => {
    await reader.tabTo('textbox Comment');
    await reader.type('A long letter');
    await page.evaluate(() =>
      (window.stage.given as { accounts: ScriptedAccounts }).accounts.tell({ type: 'expired' }),
    );
    await reader.hears('You have been logged out. Please log in again.');
    await reader.isAt('textbox Comment');
    await reader.type(', and its end');
    assert.equal(await textOfField(), 'A long letter, and its end');
  },
);

journey([15, 23], 'an own comment', 'an own comment is changed', async (reader) => {
  await reader.tabTo(/^button Edit your comment of/);
  await reader.press('Enter');
  await reader.isAt('textbox Your comment');
  await reader.press('Escape');
  await reader.isAt(/^button Edit your comment of/);
  await reader.press('Enter');
  await reader.isAt('textbox Your comment');
  await reader.press('End');
  await reader.type(' and more');
  await reader.press('Control+Enter');
  await reader.hears('Your comment was changed.');
  await reader.isAt(/^heading Vera Osk/);
});

journey([15], 'an own comment', 'a comment is not deleted after all', async (reader) => {
  await reader.tabTo(/^button Delete your comment of/);
  await reader.press('Enter');
  await reader.isAt('button Delete it');
  await reader.tabTo('button Cancel');
  await reader.press('Enter');
  await reader.isAt(/^button Delete your comment of/);
});

journey([15], 'an own comment', 'Escape takes the question back whether to delete', async (reader) => {
  await reader.tabTo(/^button Delete your comment of/);
  await reader.press('Enter');
  await reader.isAt('button Delete it');
  await reader.press('Escape');
  await reader.isAt(/^button Delete your comment of/);
});

journey([15, 23], 'an own comment', 'a comment is deleted, and the focus is at the next one', async (reader) => {
  await reader.tabTo(/^button Delete your comment of/);
  await reader.press('Enter');
  await reader.isAt('button Delete it');
  await reader.press('Enter');
  await reader.hears('Your comment was deleted.');
  await reader.isAt('heading Reader 2 March 4, 2012');
});
