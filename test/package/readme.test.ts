import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { memory } from '../../src/core/backends/memory.js';
import { assertFaultless, visit, type Visit } from '../e2e/visits.js';
import { serve, type Loopback } from '../support/loopback.js';
import { startProtocolServer, type ProtocolServer } from '../support/protocol-server.js';
import { makeConsumer, ROOT, run } from './consumer.js';
import { openBrowser, openSite } from './site.js';

// Every snippet of README.md runs here as it stands there, but for its invented addresses.
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const COMMENT = { id: '1', author: { name: 'Ken' }, body: 'When will it open?' };
const DOCUMENT = {
  version: 1,
  posts: [{ id: '/2012/01/hello/', title: 'Hello', body: 'A text.', comments: [COMMENT] }],
};
const POLICY = { access: 'open', name: 'optional', email: 'no', url: 'no' } as const;

const consumer = makeConsumer();
let browser: Browser;
let server: ProtocolServer;
let guestbook: Loopback;

const snippets = (language: string): string[] =>
  [...README.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code);
const snippet = (language: string, holds: string): string => {
  const found = snippets(language).filter((code) => code.includes(holds));
  assert.equal(found.length, 1, `README.md has ${found.length} ${language} snippets with ${holds}`);
  return found[0] ?? '';
};

before(async () => {
  browser = await openBrowser();
  const comments = [
    { ...COMMENT, kind: 'comment', state: 'published', body: { kind: 'text', value: COMMENT.body } },
  ] as const;
  const ids = ['/page', '/built/index.html'];
  server = await startProtocolServer(
    memory({ posts: ids.map((id) => ({ id, categories: [], comments, policy: POLICY })) }),
  );
  guestbook = await serve((_request, response) => {
    response.setHeader('access-control-allow-origin', '*').setHeader('content-type', 'application/json');
    response.end(JSON.stringify([{ number: 7, name: 'Mira', words: 'A fine place.', date: '2012-01-17' }]));
  });
});

after(async () => {
  await browser?.close();
  await Promise.all([server?.close(), guestbook?.close()]);
});

const located = (code: string): string =>
  code
    .replaceAll('https://blog.example/commentariat/', '/dist/cdn/')
    .replaceAll('https://comments.example/api', server.base)
    .replaceAll('src="/guestbook"', `src="${guestbook.origin}"`);

/** Opens a page whose body is a snippet, waits for `use`, and fails when anything went wrong on it. */
async function onPage(
  body: string,
  use: (visited: Visit) => Promise<void>,
  folder = consumer.installed,
): Promise<void> {
  const markup = `<!doctype html><html lang="en"><head><title>README</title><link rel="icon" href="data:,"></head><body>${located(body)}</body></html>`;
  const site = await openSite(folder, {
    '/page': markup,
    '/comments/hello.json': JSON.stringify(DOCUMENT),
    '/wp-comments-post.php': '<title>Sent</title><link rel="icon" href="data:,">Thank you',
  });
  const visited = await visit(browser, `${site.origin}/page`);
  try {
    await use(visited);
    assertFaultless(visited);
  } finally {
    await visited.close();
    await site.close();
  }
}

const MODULE = '<script type="module" src="https://blog.example/commentariat/commentariat.js"></script>';

test('the two lines show the discussion of the page', async () => {
  await onPage(snippet('html', '<comment-thread src="https://comments'), async ({ page }) => {
    await page.getByText('When will it open?').waitFor();
    await page.getByRole('button', { name: 'Post Comment' }).waitFor();
  });
});

test('an article, its thread and a counter read one file', async () => {
  await onPage(MODULE + snippet('html', '<article-view'), async ({ page }) => {
    await page.getByText('A text.').waitFor();
    await page.getByText('When will it open?').waitFor();
    await page.locator('comment-count').getByText('1 comment').waitFor();
  });
});

test('comments inside the page, with the module and with the classic script', async () => {
  const inline = snippet('html', 'type="application/json"');
  for (const script of [MODULE, snippet('html', 'commentariat.classic.js')]) {
    await onPage(script + inline, async ({ page }) => {
      await page.getByText('2 responses to “Hello”').waitFor();
      await page.getByText('In spring.').waitFor();
    });
  }
});

test('comments that are there are shown by the thread around them, and with neither script they stay', async () => {
  const markup = snippet('html', 'backend="dom"');
  for (const script of ['', MODULE, snippet('html', 'commentariat.classic.js')]) {
    await onPage(script + markup, async ({ page, requests }) => {
      if (script) await page.getByText('2 responses').waitFor();
      assert.equal(await page.getByText('In spring.').filter({ visible: true }).count(), 1);
      const reply = page.locator('comment-thread li li').filter({ hasText: 'Mira' });
      assert.equal(await reply.count(), script ? 1 : 0);
      assert.ok(
        requests.every((request) => /\/page$|\.js$/.test(request)),
        requests.join('\n'),
      );
    });
  }
});

test('a form inside a form of the page is sent by the browser, with and without JavaScript', async () => {
  const form = snippet('html', '<reply-form');
  for (const script of ['', MODULE, snippet('html', 'commentariat.classic.js')]) {
    await onPage(script + form, async ({ page }) => {
      if (script) await page.getByText('Leave a Reply').waitFor();
      const typed = { Comment: 'When will it open?', Name: 'Ken', Email: 'ken@example.com' };
      for (const [label, value] of Object.entries(typed)) await page.getByRole('textbox', { name: label }).fill(value);
      const request = page.waitForRequest('**/wp-comments-post.php');
      await page.getByRole('button', { name: 'Post Comment' }).click();
      const sent = [...new URLSearchParams((await request).postData() ?? '')].sort();
      assert.deepEqual(sent, [
        ['author', 'Ken'],
        ['comment', 'When will it open?'],
        ...(script ? [['comment_parent', '0']] : []),
        ['comment_post_ID', '42'],
        ['email', 'ken@example.com'],
      ]);
      await page.getByText('Thank you').waitFor();
      await page.goBack();
      if (script) await page.getByText('Leave a Reply').waitFor();
      for (const [label, value] of Object.entries(typed))
        assert.equal(await page.getByRole('textbox', { name: label }).inputValue(), value, `${label} is there again`);
    });
  }
});

test('a theme is one line', async () => {
  const line = snippet('html', 'themes/cards.css');
  await onPage(line + MODULE + snippet('html', 'type="application/json"'), async ({ page }) => {
    const root = page.locator('comment-thread [part~="comment-root"]').first();
    await root.waitFor();
    assert.notEqual(await root.evaluate((node) => getComputedStyle(node).borderRadius), '0px');
  });
});

test('custom properties and parts reach the thread', async () => {
  const styles = snippets('css').join('\n');
  await onPage(`<style>${styles}</style>${MODULE}${snippet('html', 'type="application/json"')}`, async ({ page }) => {
    const reply = page.locator('comment-thread [part~="comment-by-author"]');
    await reply.waitFor();
    assert.equal(await reply.evaluate((node) => getComputedStyle(node).borderInlineStartWidth), '3px');
    const avatar = page.locator('comment-thread [part~="avatar"]').first();
    const size = await avatar.evaluate((node) => [node.clientWidth, getComputedStyle(node).fontSize]);
    assert.ok(Number(size[0]) > 20, String(size));
  });
});

test('the core prints in Node what the comments say', () => {
  const code = snippet('js', "from 'commentariat';\n\nconst backend");
  writeFileSync(join(consumer.dir, 'core.js'), code);
  const expected = [...code.matchAll(/console\.log\(.*\/\/ (.*)$/gm)].map(([, text]) => text);
  assert.ok(expected.length > 1);
  assert.deepEqual(run(process.execPath, ['core.js'], consumer.dir).trim().split('\n'), expected);
});

test('an element made by script, and a backend of its own, in a page that Vite built', async () => {
  const main = `${snippet('js', "createElement('comment-thread')")}\n${snippet('js', 'registerBackend(')}`;
  writeFileSync(join(consumer.dir, 'main.js'), located(main).replace('/api/', '/api'));
  const element = located(snippet('html', 'backend="guestbook"'));
  const html = `<!doctype html><html lang="en"><head><title>Built</title><link rel="icon" href="data:,"><script type="module" src="./main.js"></script></head><body>${element}</body></html>`;
  writeFileSync(join(consumer.dir, 'index.html'), html);
  await build({
    root: consumer.dir,
    configFile: false,
    logLevel: 'error',
    build: { outDir: 'built/built', target: 'es2022' },
    base: '/built/',
  });
  const site = await openSite(join(consumer.dir, 'built'));
  const visited = await visit(browser, `${site.origin}/built/index.html`);
  try {
    await visited.page.getByText('When will it open?').waitFor();
    await visited.page.getByText('A fine place.').waitFor();
    assertFaultless(visited);
  } finally {
    await visited.close();
    await site.close();
  }
});

test('every import that the table names exists', () => {
  const names = [...README.matchAll(/`(commentariat(?:\/[\w./-]*)?)`((?:, `\/[\w./-]+`)*)/g)].flatMap(
    ([, first = '', more = '']) => [
      first,
      ...[...more.matchAll(/`(\/[\w./-]+)`/g)].map(([, path]) => first.replace(/\/[^/]*$/, '') + path),
    ],
  );
  const checks = names
    .filter((name) => name !== 'commentariat/')
    .map((name) => `import.meta.resolve(${JSON.stringify(name)});`);
  assert.ok(checks.length > 8, names.join(' '));
  writeFileSync(join(consumer.dir, 'imports.js'), checks.join('\n'));
  run(process.execPath, ['imports.js'], consumer.dir);
});
