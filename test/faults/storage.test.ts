import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { setBrowser } from '../e2e/stage.js';
import { corpus } from '../support/corpus.js';
import { openSite } from './site.js';
import type { PageHand } from './site-page.js';

declare const page: PageHand;

const site = await openSite();
const browser = await setBrowser();
const names = corpus<{ readonly name: string }>('storage-faults').map(({ name }) => name);
const verdicts = new Map<string, string>();
after(() => {
  const count = (verdict: string) => [...verdicts.values()].filter((each) => each === verdict).length;
  console.log(
    `\n${verdicts.size} of ${names.length} storage faults: the draft survived ${count('survived')}, the reader was told ${count('told')}, nothing was kept that should not be ${count('not kept')}\n`,
  );
});

const TEXT = 'Half a thought';
const NOT_KEPT = 'This browser cannot keep unsent comments: they are lost when you leave this page.';

async function open(context: BrowserContext, query = ''): Promise<Page> {
  const opened = await context.newPage();
  await opened.goto(`${site.origin}/page${query}`);
  await opened.evaluate(() => page.form());
  return opened;
}

async function write(opened: Page, text = TEXT, index = 0): Promise<void> {
  await opened.evaluate(({ value, at }) => page.type(value, at), { value: text, at: index });
  await opened.waitForTimeout(300);
  // However busy the machine is: it is kept, or the reader was told.
  await opened.evaluate(({ value, at, note }) => page.untilKept(value, at, note), {
    ...{ value: text, at: index, note: NOT_KEPT },
  });
}

async function untilText(opened: Page, text: string, index = 0): Promise<void> {
  await opened.evaluate(({ value, at }) => page.untilShown(value, at), { value: text, at: index });
  assert.equal((await opened.evaluate((at) => page.shown(at), index)).text, text);
}

const keptTexts = (opened: Page) => opened.evaluate(() => page.keptTexts());
const submit = (opened: Page) => opened.evaluate(async () => (await page.form()).submit());

/** Types, leaves and comes back: the text is there. */
async function survives(context: BrowserContext, query = '', back = query): Promise<'survived'> {
  const opened = await open(context, query);
  await write(opened);
  await opened.close();
  const next = await open(context, back);
  await untilText(next, TEXT);
  return 'survived';
}

/** Types where nothing can be kept: the reader is told, once, and the text stays in the form. */
async function told(context: BrowserContext): Promise<'told'> {
  const opened = await open(context);
  await write(opened);
  const seen = opened.locator('[part=hint]', { hasText: NOT_KEPT });
  await seen.waitFor();
  const announced = opened.getByRole('status').filter({ hasText: NOT_KEPT });
  assert.deepEqual([await seen.count(), await announced.count()], [1, 1]);
  await untilText(opened, TEXT);
  // Sending needs no storage.
  await submit(opened);
  await opened.locator('[part=content]', { hasText: TEXT }).waitFor();
  assert.equal((await opened.evaluate(() => page.shown())).text, '');
  return 'told';
}

/** Puts something of its own where a draft is kept. */
async function spoiled(context: BrowserContext, value: unknown, expected = ''): Promise<'survived'> {
  const opened = await open(context);
  await write(opened);
  await opened.evaluate(async (spoil) => {
    const request = indexedDB.open('commentariat');
    await new Promise((resolve) => (request.onsuccess = resolve));
    const store = request.result.transaction('records', 'readwrite').objectStore('records');
    const cursor = store.openCursor(IDBKeyRange.bound('draft ', 'draft \uffff'));
    await new Promise<void>((resolve) => {
      cursor.onsuccess = () => {
        if (!cursor.result) return resolve();
        cursor.result.update(spoil);
        cursor.result.continue();
      };
    });
    request.result.close();
  }, value);
  await opened.close();
  const next = await open(context);
  await next.waitForTimeout(100);
  await untilText(next, expected);
  assert.deepEqual(await next.evaluate(() => page.uncaught), []);
  await write(next);
  await next.close();
  const again = await open(context);
  await untilText(again, TEXT);
  return 'survived';
}

const break_ = (context: BrowserContext, script: string) => context.addInitScript(script);
/** A draft that another tab has written. */
const FOREIGN = { version: 1, id: 'other', count: 9, tab: 'other' };
const NO_DATABASE = `Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('No.', 'SecurityError'); } });`;
const FULL = `IDBObjectStore.prototype.put = () => { throw new DOMException('Full.', 'QuotaExceededError'); };`;

type Verdict = 'survived' | 'told' | 'not kept';

const CASES: Readonly<Record<string, (context: BrowserContext) => Promise<Verdict>>> = {
  'localStorage getter throws SecurityError (cookies blocked, sandboxed iframe)': async (context) => {
    const NO_STORAGE = `for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('No.', 'SecurityError'); } });`;
    await break_(context, NO_STORAGE);
    await survives(context);
    await break_(context, NO_DATABASE);
    return told(context);
  },
  'localStorage is null': async (context) => {
    await break_(context, `Object.defineProperty(window, 'localStorage', { value: null });`);
    return survives(context);
  },
  'setItem throws QuotaExceededError at once': async (context) => {
    await break_(
      context,
      `Storage.prototype.setItem = () => { throw new DOMException('Full.', 'QuotaExceededError'); };`,
    );
    return survives(context);
  },
  'setItem throws after 5 MB': async (context) => {
    await break_(context, FULL);
    return told(context);
  },
  'private mode: quota 0': async (context) => {
    await break_(context, FULL);
    return told(context);
  },
  'getItem returns malformed JSON': async (context) => {
    await break_(context, `Storage.prototype.getItem = () => '{';`);
    return survives(context);
  },
  'getItem returns JSON of an older schema': (context) => spoiled(context, { version: 0, body: 'old' }),
  'getItem returns JSON of a newer schema': (context) => spoiled(context, { version: 2, parts: ['new'] }),
  "getItem returns another widget's value under our key": (context) => spoiled(context, ['not', 'ours']),
  'value with markup (host page or another script wrote it)': async (context) => {
    const text = '<img src=x onerror="window.hit = true">';
    const draft = { ...FOREIGN, text, at: Date.now() };
    await spoiled(context, draft, text);
    return 'survived';
  },
  'value of 4 MB': async (context) => {
    const text = 'x'.repeat(4_000_000);
    return spoiled(context, { ...FOREIGN, text, at: Date.now() }, text);
  },
  '1,000 draft keys (old articles): bounded by age and count': async (context) => {
    const opened = await open(context);
    await write(opened);
    await opened.evaluate(async () => {
      const request = indexedDB.open('commentariat');
      await new Promise((resolve) => (request.onsuccess = resolve));
      const store = request.result.transaction('records', 'readwrite').objectStore('records');
      for (let index = 0; index < 1000; index++) {
        const at = Date.now() - (index + 1) * 3_600_000;
        store.put(
          { version: 1, id: 'old', text: `Old ${index}`, count: 1, tab: 'old', at },
          `draft ["http","/old/${index}",null,null]`,
        );
      }
      await new Promise((resolve) => (store.transaction.oncomplete = resolve));
      request.result.close();
    });
    await opened.reload();
    // Beside a copy of the thread, which comes when it comes.
    await opened.evaluate(() => page.until(async () => (await page.keptTexts('draft ')).length <= 100));
    const kept = await opened.evaluate(() => page.keptTexts('draft '));
    assert.deepEqual([kept.length, kept.some((each) => each.includes('"Old 98"'))], [100, true]);
    await untilText(opened, TEXT);
    return 'survived';
  },
  'storage cleared between keystrokes': async (context) => {
    const opened = await open(context);
    await write(opened, 'Half');
    await opened.evaluate(
      () => new Promise((resolve) => (indexedDB.deleteDatabase('commentariat').onsuccess = resolve)),
    );
    await write(opened);
    await opened.close();
    await untilText(await open(context), TEXT);
    return 'survived';
  },
  'storage event from another tab with a newer draft': async (context) => {
    const [one, two] = [await open(context), await open(context)];
    await write(one);
    await untilText(two, TEXT);
    return 'survived';
  },
  'storage event with null key (clear)': async (context) => {
    const opened = await open(context);
    await write(opened);
    await opened.evaluate(() => {
      localStorage.clear();
      dispatchEvent(new StorageEvent('storage', { key: null }));
    });
    await opened.close();
    await untilText(await open(context), TEXT);
    return 'survived';
  },
  'two tabs type at once': async (context) => {
    const [one, two] = [await open(context), await open(context)];
    await Promise.all([one, two].map((tab, index) => tab.evaluate((value) => page.type(value), `Tab ${index}`)));
    await one.waitForTimeout(500);
    const kept = (await keptTexts(one)).join();
    const shown = await Promise.all([one, two].map(async (tab) => (await tab.evaluate(() => page.shown())).text));
    assert.ok(
      shown.some((text) => kept.includes(text)),
      `${shown.join()} in ${kept}`,
    );
    await write(one, 'Tab 0 goes on');
    await one.close();
    await two.close();
    await untilText(await open(context), 'Tab 0 goes on');
    return 'survived';
  },
  'two widgets of one article on one page': async (context) => {
    const opened = await open(context);
    await opened.evaluate(async () => void page.place());
    await opened.evaluate(() => page.form(1));
    await write(opened, TEXT, 1);
    await untilText(opened, TEXT, 0);
    await opened.close();
    await untilText(await open(context), TEXT);
    return 'survived';
  },
  'same article under two URLs (query, hash, trailing slash, http/https)': async (context) => {
    for (const id of ['/dawn', '/dawn/', 'https://a.example/dusk/', 'http://a.example/dusk#comments'])
      site.store.add({ id });
    await survives(context, '?thread=/dawn', '?thread=/dawn/');
    return survives(
      context,
      '?thread=https://a.example/dusk/',
      `?thread=${encodeURIComponent('http://a.example/dusk#comments')}`,
    );
  },
  'draft of a closed thread': async (context) => {
    site.store.add({ id: 'closing' });
    const opened = await open(context, '?thread=closing');
    await write(opened);
    site.store.add({ id: 'closing', policy: { access: 'closed', name: 'no', email: 'no', url: 'no' } });
    await opened.reload();
    await opened.getByText('Comments are closed.').waitFor();
    assert.match((await keptTexts(opened)).join(), new RegExp(TEXT));
    site.store.add({ id: 'closing' });
    await opened.reload();
    await untilText(opened, TEXT);
    return 'survived';
  },
  'draft whose parent comment is gone': async (context) => {
    site.store.add({ id: 'gone', comments: [COMMENT] });
    const opened = await open(context, '?thread=gone');
    await opened.getByRole('button', { name: 'Reply to Bea' }).click();
    await write(opened);
    site.store.add({ id: 'gone', comments: [] });
    await opened.reload();
    await untilText(opened, TEXT);
    return 'survived';
  },
  'reload mid-word': async (context) => {
    const opened = await open(context);
    await opened.evaluate((text) => page.type(text), TEXT);
    await opened.reload();
    await untilText(opened, TEXT);
    return 'survived';
  },
  'crash (renderer killed)': async (context) => {
    const opened = await open(context);
    await write(opened);
    const crashed = opened.waitForEvent('crash');
    await opened.goto('chrome://crash').catch(() => {});
    await crashed;
    await untilText(await open(context), TEXT);
    return 'survived';
  },
  'tab discarded': (context) => survives(context),
  'bfcache restore (pageshow persisted)': async (context) => {
    const [one, two] = [await open(context), await open(context)];
    await write(one, 'Before');
    await untilText(two, 'Before');
    await write(two);
    await one.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await untilText(one, TEXT);
    return 'survived';
  },
  'prerendered page (no write until activated)': async (context) => {
    await survives(context);
    await break_(
      context,
      `Object.defineProperty(Document.prototype, 'prerendering', { value: true, configurable: true });`,
    );
    const opened = await open(context);
    await opened.waitForTimeout(200);
    assert.equal((await opened.evaluate(() => page.shown())).text, '');
    await opened.evaluate(() => {
      Reflect.deleteProperty(Document.prototype, 'prerendering');
      document.dispatchEvent(new Event('prerenderingchange'));
    });
    await untilText(opened, TEXT);
    return 'survived';
  },
  'navigation away in an SPA (disconnect)': async (context) => {
    const opened = await open(context);
    await opened.evaluate((text) => page.type(text), TEXT);
    await opened.evaluate(() => document.querySelector('comment-thread')?.remove());
    await opened.waitForTimeout(100);
    await opened.evaluate(async () => void page.place());
    await untilText(opened, TEXT);
    return 'survived';
  },
  'element re-created by a framework (same key)': async (context) => {
    const opened = await open(context);
    await opened.evaluate((text) => page.type(text), TEXT);
    await opened.evaluate(async () => {
      document.querySelector('comment-thread')?.remove();
      page.place();
    });
    await untilText(opened, TEXT);
    return 'survived';
  },
  'IndexedDB open blocked': async (context) => {
    await break_(context, `indexedDB.open = () => new EventTarget();`);
    return told(context);
  },
  'IndexedDB throws InvalidStateError (Firefox private, old)': async (context) => {
    await break_(context, `indexedDB.open = () => { throw new DOMException('No.', 'InvalidStateError'); };`);
    return told(context);
  },
  'BroadcastChannel missing': async (context) => {
    await break_(context, `delete window.BroadcastChannel;`);
    return survives(context);
  },
  'Web Locks missing': async (context) => {
    await break_(context, `delete Navigator.prototype.locks;`);
    await survives(context);
    const opened = await open(context);
    await write(opened);
    await submit(opened);
    await opened.locator('[part=content]', { hasText: TEXT }).waitFor();
    return 'survived';
  },
  'clock moved back: newest-wins must not use wall time alone': async (context) => {
    const [one, two] = [await open(context), await open(context)];
    await write(one, 'Before');
    await untilText(two, 'Before');
    await two.evaluate(() => {
      const { now } = Date;
      Date.now = () => now() - 86_400_000;
    });
    await write(two);
    await one.close();
    await two.close();
    await untilText(await open(context), TEXT);
    return 'survived';
  },
  'user declines remembering: nothing of name, email, URL is stored': async (context) => {
    const opened = await open(context);
    await write(opened);
    const all = await opened.evaluate(async () =>
      JSON.stringify([await page.keptTexts(), { ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    assert.match(all, new RegExp(TEXT));
    assert.doesNotMatch(all, /Ken|secret\.example/);
    return 'not kept';
  },
  'user had agreed, then withdraws: stored details are erased at once': async (context) => {
    // No details are ever stored: what may be withdrawn are the drafts.
    const opened = await open(context, '?drafts=none');
    await write(opened);
    assert.deepEqual(await keptTexts(opened), []);
    return 'not kept';
  },
  'post succeeded: the draft goes, exactly once, in every tab': async (context) => {
    const [one, two] = [await open(context), await open(context)];
    await write(one, 'Goes everywhere');
    await untilText(two, 'Goes everywhere');
    await submit(one);
    await untilText(two, '');
    await untilText(one, '');
    assert.doesNotMatch((await keptTexts(one)).filter((text) => !text.includes('posted')).join(), /Goes everywhere/);
    assert.equal((await site.texts()).filter((text) => text === 'Goes everywhere').length, 1);
    return 'survived';
  },
  'post failed: the draft stays': async (context) => {
    const opened = await open(context);
    await write(opened);
    site.store.add({ id: 'post', policy: { access: 'closed', name: 'no', email: 'no', url: 'no' } });
    await submit(opened);
    await untilText(opened, TEXT);
    site.store.add({ id: 'post' });
    await opened.close();
    await untilText(await open(context), TEXT);
    return 'survived';
  },
  'post unknown: the draft stays with its key': async (context) => {
    const opened = await open(context);
    await write(opened, 'Unknown');
    site.mood = 'lost';
    const before = site.asked.length;
    await submit(opened);
    site.mood = 'well';
    await untilText(opened, 'Unknown');
    await opened.close();
    const next = await open(context);
    await untilText(next, 'Unknown');
    await write(next, 'Unknown');
    await submit(next);
    assert.equal(new Set(site.asked.slice(before).map(({ key }) => key)).size, 1);
    assert.equal((await site.texts()).filter((text) => text === 'Unknown').length, 1);
    return 'survived';
  },
};

const COMMENT = {
  id: 'b',
  kind: 'comment',
  state: 'published',
  author: { name: 'Bea' },
  body: { kind: 'text', value: 'Soon gone.' },
} as const;

for (const name of names.filter((each) => each.includes(process.env['FAULT'] ?? ''))) {
  test(name, async () => {
    const meet = CASES[name] ?? assert.fail('nobody plays this fault');
    site.store.add({ id: 'post' });
    const context = await browser.newContext();
    const faults: string[] = [];
    context.on('weberror', (error) => faults.push(error.error().message));
    const verdict = await meet(context);
    assert.deepEqual(faults, []);
    verdicts.set(name, verdict);
    await context.close();
  });
}
