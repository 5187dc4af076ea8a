/** What readers do to sign in, in a real browser and at a real OpenID Connect provider. */
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { formIn } from './threads.js';

/** Sees to it that the form is near, and waits until it offers accounts or shows one. */
export async function offered(page: Page): Promise<Locator> {
  const form = formIn(page);
  await form.scrollIntoViewIfNeeded();
  await form.locator('[part=provider-button], [part=log-out]').first().waitFor();
  return form;
}

/** Presses the button and returns the provider's window. */
export async function openProvider(page: Page, button = 'Log in with Demo'): Promise<Page> {
  const form = await offered(page);
  const [window] = await Promise.all([
    page.context().waitForEvent('page'),
    form.getByRole('button', { name: button }).click(),
  ]);
  await window.getByRole('heading', { name: 'Demo account' }).waitFor();
  return window;
}

/** Chooses one of the two invented people, and waits until the form knows. */
export async function chooseAs(page: Page, window: Page, name: string): Promise<void> {
  await window.getByRole('link', { name }).click();
  await saysAs(page, name);
}

export async function signInAs(page: Page, name: string, button?: string): Promise<void> {
  await chooseAs(page, await openProvider(page, button), name);
}

export function saysAs(page: Page, name: string): Promise<void> {
  return formIn(page).getByText(`You are commenting as ${name} using your Demo account.`).waitFor();
}

/** Everything that scripts of the page can find, where no secret may be: storage, addresses and the whole document. */
export function readable(page: Page): Promise<string> {
  return page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    const markup: string[] = [];
    for (const root of roots) {
      markup.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML);
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) markup.push(element.value);
      }
    }
    return JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, document.cookie, markup]);
  });
}

/** What requests prove sessions by: words in headers, and values of cookies. */
export function secretsIn(context: BrowserContext): readonly string[] {
  const secrets: string[] = [];
  context.on('request', (request) => {
    const { authorization, 'comments-csrf': csrf } = request.headers();
    const words = [authorization?.replace('Bearer ', ''), csrf].filter((word) => word !== undefined);
    secrets.push(...words);
    if (words.length === 0) return;
    void context.cookies().then((cookies) => secrets.push(...cookies.map(({ value }) => value)));
  });
  return secrets;
}
