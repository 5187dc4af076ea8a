import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../support/browsers.mjs';
import { openSite } from './site.js';
import type { PageHand } from './site-page.js';

declare const page: PageHand;

const site = await openSite();
const folders: string[] = [];
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
const survived: Record<string, string> = {};
after(() =>
  console.log(
    `\nA draft after …\n${Object.entries(survived)
      .map(([what, how]) => `  ${what.padEnd(48)}${how}`)
      .join('\n')}\n`,
  ),
);

/** A browser with a profile of its own, as a process that can be killed. */
async function openProfile(profile: string): Promise<{ browser: Browser; kill: () => Promise<void> }> {
  rmSync(join(profile, 'DevToolsActivePort'), { force: true });
  const args = [
    ...CHROMIUM_ARGS,
    '--headless',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    'about:blank',
  ];
  const child = spawn(await chromiumPath(), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  running.add(child);
  const address = await addressOf(child);
  const browser = await chromium.connectOverCDP(address);
  const kill = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    running.delete(child);
  };
  return { browser, kill };
}

async function addressOf(child: ChildProcess): Promise<string> {
  let told = '';
  for await (const chunk of child.stderr ?? []) {
    told += String(chunk);
    const [, address] = /DevTools listening on (ws:\S+)/.exec(told) ?? [];
    if (address) return address;
  }
  throw new Error(`Chromium did not start: ${told}`);
}

async function openPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0] ?? (await browser.newContext());
  const opened = await context.newPage();
  await opened.goto(`${site.origin}/page`);
  return opened;
}

const typeIn = (opened: Page, text: string) => opened.evaluate((value) => page.type(value), text);

/** The text is in the form of a page that has just been opened, and the reader is told. */
async function assertRestored(opened: Page, text: string, what: string): Promise<void> {
  await opened.evaluate((value) => page.untilShown(value), text);
  const shown = await opened.evaluate(() => page.shown());
  survived[what] = shown.text === text ? 'restored' : 'LOST';
  assert.deepEqual(shown, { text, notes: 'Your unsent text was restored. Discard' });
}

function newProfile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'commentariat-profile-'));
  folders.push(folder);
  return folder;
}

for (const seconds of [0, 1, 6]) {
  test(`a draft survives a browser that is killed ${seconds} s after 300 ms of idle`, async () => {
    const profile = newProfile();
    const text = `Killed after ${seconds} s.`;
    const first = await openProfile(profile);
    await typeIn(await openPage(first.browser), text);
    await new Promise((resolve) => setTimeout(resolve, 300 + seconds * 1000));
    await first.kill();
    const second = await openProfile(profile);
    await assertRestored(
      await openPage(second.browser),
      text,
      `a kill of the browser ${seconds} s after 300 ms of idle`,
    );
    await second.kill();
  });
}

test('a draft survives a reload at once, a crash of the renderer, and a page that is left', async () => {
  const { browser, kill } = await openProfile(newProfile());
  const opened = await openPage(browser);
  await typeIn(opened, 'Reloaded mid-word');
  await opened.reload();
  await assertRestored(opened, 'Reloaded mid-word', 'a reload right after the last key');

  await typeIn(opened, 'Crashed');
  await opened.waitForTimeout(300);
  const crashed = opened.waitForEvent('crash');
  await opened.goto('chrome://crash').catch(() => {});
  await crashed;
  const next = await openPage(browser);
  await assertRestored(next, 'Crashed', 'a crash of the renderer');

  await typeIn(next, 'Left');
  await next.goto('about:blank');
  await next.goto(`${site.origin}/page`);
  await assertRestored(next, 'Left', 'leaving the page right after the last key');

  await typeIn(next, 'Closed');
  await next.close({ runBeforeUnload: true });
  await assertRestored(await openPage(browser), 'Closed', 'closing the tab right after the last key');
  await kill();
});

test('nothing that is kept holds a name or an e-mail address', async () => {
  const profile = newProfile();
  const { browser, kill } = await openProfile(profile);
  const opened = await openPage(browser);
  await typeIn(opened, 'Only this');
  await opened.waitForTimeout(300);
  const all = (await opened.evaluate(() => page.keptTexts())).join();
  assert.match(all, /Only this/);
  assert.doesNotMatch(all, /Ken|secret\.example/);
  await kill();
});
