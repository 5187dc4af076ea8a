import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { signInAs } from './readers.js';
import { setStage } from './stage.js';
import { answer, commentById, formIn, post } from './threads.js';
import { assertFaultless, settle, visitIn, type Visit } from './visits.js';

// The pages of the demo under the strict policy that its server sends: whatever a reader does, nothing is refused.

const PAGES = ['index', 'json', 'inline', 'states', 'hostile', 'counts', 'form', 'classic'];
const PLACE = '/reports-of-the-tests';
/** Mira Tolan's answer to the first comment. */
const ANSWER = '2042';

const stage = await setStage();

/** A reader whose browser tells all that a policy refuses: to the page, and in reports to an address, as a site would have it. */
class Reader {
  readonly reports: string[] = [];
  readonly context: BrowserContext;

  constructor(context: BrowserContext) {
    this.context = context;
  }

  static async come(): Promise<Reader> {
    const reader = new Reader(await stage.browser.newContext());
    const { context, reports } = reader;
    await context.exposeFunction('tellRefusal', (what: string) => void reports.push(what));
    await context.addInitScript(tellRefusals);
    await context.route(/\/(?:[\w-]+\.html)?$/, async (route) => {
      if (route.request().resourceType() !== 'document') return route.fallback();
      const response = await route.fetch();
      const policy = response.headers()['content-security-policy'];
      assert.ok(policy, 'the server sends a policy');
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'content-security-policy': `${policy}; report-uri ${PLACE}` },
      });
    });
    await context.route(`**${PLACE}`, async (route) => {
      reports.push(`report: ${route.request().postData()}`);
      await route.fulfill({ status: 204 });
    });
    return reader;
  }

  async open(name: string): Promise<Visit> {
    const visited = await visitIn(this.context, `${stage.demo.origin}/${name}.html`);
    await settle(visited.page);
    return visited;
  }

  /** Nothing was refused so far, on any page. */
  async assertNothingRefused(page: Page): Promise<void> {
    await settledReports(page);
    assert.deepEqual(this.reports, []);
  }
}

/** Runs in every page, before its own scripts. */
function tellRefusals(): void {
  const tell = (window as unknown as { tellRefusal: (what: string) => void }).tellRefusal;
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    tell(`event: ${violatedDirective} ${blockedURI} ${sample}`),
  );
  new ReportingObserver((all) => all.forEach(({ type, body }) => tell(`observer: ${type} ${JSON.stringify(body)}`)), {
    buffered: true,
    types: ['csp-violation'],
  }).observe();
}

/** Reports come in tasks of their own. */
async function settledReports(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}

test('what a policy refuses would be seen: an event, the observer and a report for a style in the markup', async () => {
  const reader = await Reader.come();
  const { page } = await reader.open('index');
  const reported = page.waitForRequest(`**${PLACE}`);
  await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
  await reported;
  await settledReports(page);
  const kinds = new Set(reader.reports.map((report) => report.slice(0, report.indexOf(':'))));
  assert.deepEqual([...kinds].sort(), ['event', 'observer', 'report']);
  await reader.context.close();
});

for (const name of PAGES) {
  test(`reading ${name}.html asks for nothing that the policy refuses`, async () => {
    const reader = await Reader.come();
    const visited = await reader.open(name);
    await reader.assertNothingRefused(visited.page);
    assertFaultless(visited);
    await reader.context.close();
  });
}

test('reading, posting, replying, signing in and posting again: nothing is refused', async () => {
  const reader = await Reader.come();
  const visited = await reader.open('index');
  const { page } = visited;
  await post(formIn(page), { text: 'A guest under a strict policy.', name: 'Ilse Marek' });
  await page.locator('[part=content]', { hasText: 'A guest under a strict policy.' }).waitFor();
  await answer(page, ANSWER);
  await post(formIn(page), { text: 'An answer under a strict policy.' });
  await page.locator('[part=content]', { hasText: 'An answer under a strict policy.' }).waitFor();
  await reader.assertNothingRefused(page);
  await page.reload();
  await settle(page);
  await signInAs(page, 'Vera Osk');
  await post(formIn(page), { text: 'A member under a strict policy.' });
  await page.locator('[part=content]', { hasText: 'A member under a strict policy.' }).waitFor();
  await commentById(page, ANSWER).scrollIntoViewIfNeeded();
  await formIn(page).locator('[part=log-out]').click();
  await formIn(page).getByRole('button', { name: 'Log in with Demo' }).waitFor();
  await reader.assertNothingRefused(page);
  assertFaultless(visited);
  await reader.context.close();
});
