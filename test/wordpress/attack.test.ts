/**
 * An administrator may write any markup into a comment, and WordPress hands it out as it is, over REST and in the pages of
 * themes. A theme's own copy runs as the theme prints it; what we make of it must not run.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { setBrowser } from '../e2e/stage.js';
import { shownIn } from '../e2e/threads.js';
import { assertNoScriptFaults, settle, visitIn } from '../e2e/visits.js';
import { newReader, pluginWith } from './readers.js';
import type { WordPress } from './server.js';
import { onEachVersion } from './versions.js';

/** Nobody's host: whoever asks it for anything tells who reads. */
const EVIL = 'https://evil.example';

/** Each calls `alert` with its own name where it runs. */
const ATTACKS: Readonly<Record<string, string>> = {
  script: '<p>a</p><script>alert("script")</script>',
  onerror: '<img src="/nothing.png" onerror="alert(\'onerror\')">',
  onload: '<svg onload="alert(\'onload\')"><circle r="1"/></svg>',
  href: '<a href="javascript:alert(\'href\')">A link to nowhere</a>',
  disguised: '<a href="jav&#x09;ascript&colon;alert(\'disguised\')">Another link</a>',
  data: '<a href="data:text/html,&lt;script&gt;alert(\'data\')&lt;/script&gt;">And another</a>',
  srcdoc: '<iframe srcdoc="<script>parent.alert(\'srcdoc\')</script>"></iframe>',
  frame: '<iframe src="javascript:parent.alert(\'frame\')"></iframe>',
  object: '<object data="javascript:alert(\'object\')"></object>',
  toggle: '<details open ontoggle="alert(\'toggle\')"><summary>s</summary>d</details>',
  hover: '<b onpointerover="alert(\'hover\')" onclick="alert(\'click\')">A bold word</b>',
  form: '<form action="javascript:alert(\'form\')"><button>Press me</button></form>',
  animation: '<style>@keyframes x{}</style><b style="animation-name:x" onanimationstart="alert(\'animation\')">b</b>',
  svg: '<svg><script>alert("svg")</script><a xlink:href="javascript:alert(\'xlink\')"><text>t</text></a></svg>',
  math: '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=/n onerror=alert(\'math\')>"></table></mtext></math>',
  outside: '</div></li></ol></comment-thread><script>alert("outside")</script>',
  request: `<img src="${EVIL}/pixel.gif"><link rel="stylesheet" href="${EVIL}/a.css"><b style="background:url(${EVIL}/b.png)">b</b>`,
};

const browser = await setBrowser();

/** Comments by the administrator, through WordPress' own API and its filters. */
async function plant(wp: WordPress, post: number): Promise<void> {
  const { cookie, nonce } = await wp.login('admin');
  for (const content of Object.values(ATTACKS)) {
    const response = await fetch(wp.rest('comments'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, 'x-wp-nonce': nonce },
      body: JSON.stringify({ post, content }),
    });
    assert.equal(response.status, 201, content);
  }
  const stored = await wp.stored(post);
  assert.deepEqual(
    // The only thing that WordPress does to them.
    stored.map(({ comment_content }) => comment_content.replace(' rel="nofollow ugc"', '')),
    Object.values(ATTACKS),
  );
}

/** A reader in whose pages every call of `alert` is noted. */
async function newWatcher(wp: WordPress): Promise<BrowserContext> {
  const context = await newReader(browser, wp);
  // As text: what runs TypeScript here puts calls of its own into functions.
  await context.addInitScript({ content: 'window.ran = []; window.alert = (name) => window.ran.push(name);' });
  return context;
}

function ranIn(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { ran: string[] }).ran);
}

/** Meets every text with the pointer and every link in it with a click, as far as there are any. */
async function touch(page: Page): Promise<void> {
  for (const content of await page.locator('comment-thread [part~="content"]').all()) {
    // Of some comments nothing is left.
    if (await content.isVisible()) await content.hover();
  }
  const links = await page
    .locator('comment-thread [part~="content"] :is(a, button, form, iframe, object, svg, math, script, style, link)')
    .evaluateAll((nodes) => nodes.map((node) => (node instanceof HTMLAnchorElement ? node.protocol : node.localName)));
  assert.deepEqual(
    links.filter((link) => !/^https?:$/.test(link)),
    [],
  );
  for (const text of ['A bold word', 'A link to nowhere', 'Another link']) {
    await page.locator('comment-thread [part~="content"]').getByText(text).first().click();
  }
}

/** A page of the site that has nothing of the theme. */
async function bareThread(context: BrowserContext, wp: WordPress, post: number): Promise<string> {
  const url = `${wp.url}/bare.html`;
  const body = `<!doctype html><html lang="en"><title>Bare</title>
    <script type="module" src="/commentariat/commentariat.js"></script>
    <comment-thread backend="wordpress" src="${wp.rest()}" thread="${post}" page-size="100"></comment-thread>`;
  await context.route(url, (route) => route.fulfill({ contentType: 'text/html', body }));
  return url;
}

onEachVersion((site) => {
  test('over REST nothing of it runs, and nothing is asked of other hosts', async () => {
    const { id } = site().content.posts.empty;
    await plant(site(), id);
    const context = await newWatcher(site());
    const url = await bareThread(context, site(), id);
    const reader = await visitIn(context, url);
    const { page } = reader;
    await settle(page);
    assert.equal((await shownIn(page.locator('comment-thread'))).length, Object.keys(ATTACKS).length);
    await touch(page);
    await page.waitForLoadState('networkidle');
    assert.deepEqual(await ranIn(page), []);
    assert.deepEqual(
      reader.requests.filter((request) => !request.includes(site().url)),
      [],
    );
    assert.equal(page.url(), url);
    assertNoScriptFaults(reader);

    // The trap is alive: the same markup runs where nobody looks after it.
    await page.evaluate((markup) => {
      const box = document.createElement('div');
      document.body.append(box);
      box.innerHTML = markup;
    }, `${ATTACKS['onerror']}${ATTACKS['request']}`);
    await page.waitForFunction(() => (window as unknown as { ran: string[] }).ran.includes('onerror'));
    await page.waitForLoadState('networkidle');
    assert.ok(reader.requests.includes(`GET ${EVIL}/pixel.gif`));
    await context.close();
  });

  test('in the page of a theme nothing of it runs once more', async () => {
    const { id, url } = site().content.posts.empty;
    await plant(site(), id);
    const ranOn = async () => {
      const context = await newWatcher(site());
      const reader = await visitIn(context, url);
      await settle(reader.page);
      await reader.page.waitForLoadState('networkidle');
      return { context, ...reader, ran: (await ranIn(reader.page)).sort() };
    };
    const plain = await ranOn();
    assert.ok(plain.ran.includes('script') && plain.ran.includes('onerror'), plain.ran.join());
    await plain.context.close();

    await site().set(pluginWith('dom'));
    const ours = await ranOn();
    assert.ok((await shownIn(ours.page.locator('comment-thread'))).length > 0);
    const more = ours.ran.filter(
      (name, index) =>
        // An animation of the theme's own starts again whenever its element is shown again.
        name !== 'animation' && (name === ours.ran[index - 1] || !plain.ran.includes(name)),
    );
    assert.deepEqual(more, []);
    await ours.context.close();
  });

  test('in older pages of a theme, which are fetched, nothing of it runs', async () => {
    const { id, url } = site().content.posts.empty;
    await plant(site(), id);
    const size = Object.keys(ATTACKS).length;
    const recent = Array.from({ length: size }, (_, index) => ({
      content: `Harmless ${index}.`,
      author: 'Ann',
      date: '2030-01-01T00:00:00Z',
    }));
    await site().addComments(id, recent);
    const paged = { page_comments: 1, comments_per_page: size, default_comments_page: 'newest' };
    await site().set({ ...pluginWith('dom'), options: paged });
    const context = await newWatcher(site());
    const reader = await visitIn(context, url);
    const { page } = reader;
    await settle(page);
    assert.equal((await shownIn(page.locator('comment-thread'))).length, size);
    await page.getByRole('button', { name: 'Load more comments' }).click();
    await page.locator('comment-thread').getByText('A bold word').waitFor();
    await touch(page);
    await page.waitForLoadState('networkidle');
    assert.deepEqual(await ranIn(page), []);
    assert.equal(
      reader.requests.some((request) => request.includes(EVIL)),
      false,
    );
    assertNoScriptFaults(reader);
    await context.close();
  });
});
