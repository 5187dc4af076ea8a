import type { Locator, Page } from 'playwright-core';

/** A comment as it stands on the page. */
export interface ShownComment {
  readonly id: string;
  /** The comment in whose list of replies it stands. */
  readonly under: string | undefined;
  readonly number: string | undefined;
  readonly name: string;
  /** Title and source of a quoted work. */
  readonly cite: readonly string[];
  readonly paragraphs: readonly string[];
}

/** The comments of a thread in reading order. White space is normalized. */
export function shownIn(thread: Locator): Promise<ShownComment[]> {
  return thread.evaluate((host) =>
    [...(host.shadowRoot?.querySelectorAll<HTMLElement>('li[part~="comment"]') ?? [])].map((item) => {
      const [number, name, cite, paragraphs] = ['number', 'author-name', 'cite-title cite-source', 'content'].map(
        (parts) =>
          [...item.querySelectorAll(':scope > article [part]')]
            .filter((node) => parts.split(' ').includes(node.getAttribute('part') ?? ''))
            .flatMap((node) => (parts === 'content' ? [...node.querySelectorAll('p')] : [node]))
            .map((node) => (node.textContent ?? '').replace(/\s+/g, ' ').trim()),
      );
      return {
        id: item.dataset['id'] ?? '',
        under: item.parentElement?.closest<HTMLElement>('li')?.dataset['id'],
        number: number?.[0],
        name: name?.[0] ?? '',
        cite: cite ?? [],
        paragraphs: paragraphs ?? [],
      };
    }),
  );
}

/** A comment's own box without its replies. */
export function commentById(root: Page | Locator, id: string): Locator {
  return root.locator(`li[data-id="${id}"] > article`);
}

/** What a guest types; fields that are left out stay as they are. */
export interface Typed {
  readonly text?: string;
  readonly name?: string;
  readonly email?: string;
  readonly url?: string;
}

const LABELS: Readonly<Record<keyof Typed, string>> = {
  text: 'Comment',
  name: 'Name',
  email: 'Email',
  url: 'Website',
};

/** The form of a thread, wherever it stands now. */
export function formIn(root: Page | Locator): Locator {
  return root.locator('reply-form');
}

/** Presses "Reply" under a comment, and waits until the form is there with the focus in it: it takes that when it comes. */
export async function answer(page: Page, id: string): Promise<void> {
  await commentById(page, id)
    .getByRole('button', { name: /^Reply to/ })
    .click();
  await page.locator(`li[data-id="${id}"] reply-form textarea:focus`).waitFor();
}

export async function type(form: Locator, typed: Typed): Promise<void> {
  for (const [field, text] of Object.entries(typed) as [keyof Typed, string][]) {
    await form.getByRole('textbox', { name: LABELS[field] }).fill(text);
  }
}

/** Presses the button, once. */
export function send(form: Locator): Promise<void> {
  return form.getByRole('button', { name: 'Post Comment' }).click();
}

/** Types a comment and sends it. */
export async function post(form: Locator, typed: Typed): Promise<void> {
  await type(form, typed);
  await send(form);
}
