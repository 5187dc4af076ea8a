import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'vite';
import { assertFaultless, visit } from '../e2e/visits.js';
import { makeConsumer } from './consumer.js';
import { openBrowser, openSite } from './site.js';

const consumer = makeConsumer();

const INDEX = `<!doctype html>
<html lang="en">
  <head><title>Built by Vite</title><link rel="icon" href="data:," /><script type="module" src="./main.js"></script></head>
  <body>
    <comment-thread>
      <script type="application/json">[{ "id": "1", "author": { "name": "Ann" }, "body": "First words" }]</script>
    </comment-thread>
  </body>
</html>`;

test('a page that Vite built shows a thread, and leaves the sanitizer and the form for later', async () => {
  writeFileSync(join(consumer.dir, 'index.html'), INDEX);
  writeFileSync(join(consumer.dir, 'main.js'), `import 'commentariat/comment-thread.js';`);
  await build({ root: consumer.dir, configFile: false, logLevel: 'error' });
  const site = await openSite(join(consumer.dir, 'dist'));
  const browser = await openBrowser();
  try {
    const opened = await visit(browser, `${site.origin}/index.html`);
    await opened.page.getByText('First words').waitFor();
    assertFaultless(opened);
    const early = opened.requests.filter((request) => /safe-html|reply-form/.test(request));
    assert.deepEqual(early, []);
  } finally {
    await browser.close();
    await site.close();
  }
});
