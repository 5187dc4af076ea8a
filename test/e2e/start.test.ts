import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { runDemo } from '../support/demo.js';
import { serve } from '../support/loopback.js';

function makeFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'commentariat-start-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('the demo prints where it is, serves the page and the package there, and ends cleanly when asked', async (t) => {
  const demo = runDemo({ PORT: '0', DATA_DIR: makeFolder(t) });
  t.after(() => demo.stop());
  const url = await demo.url;
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
  for (const [path, type, words] of [
    ['', 'text/html', '<comment-thread'],
    ['dist/cdn/commentariat.js', 'text/javascript', 'CommentThread'],
    ['api/comments?thread=/2012/01/valley-railway/', 'application/json', 'Jonas'],
  ] as const) {
    const answer = await fetch(new URL(path, url));
    assert.equal(answer.status, 200, path);
    assert.ok(answer.headers.get('content-type')?.startsWith(type), path);
    assert.ok((await answer.text()).includes(words), path);
  }
  const { code, stderr } = await demo.stop();
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  await assert.rejects(fetch(url), 'nobody listens any more');
});

test('a port that is taken ends the start with one plain sentence', async (t) => {
  const other = await serve((_request, response) => void response.end());
  t.after(() => other.close());
  const { port } = new URL(other.origin);
  const demo = runDemo({ PORT: port, DATA_DIR: makeFolder(t) });
  await assert.rejects(demo.url);
  const { code, stdout, stderr } = await demo.ended;
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.equal(
    stderr.replace(/PORT=\d+/, 'PORT=…'),
    `Port ${port} on 127.0.0.1 is taken by another program. Choose another one, for example with PORT=….\n`,
  );
});
