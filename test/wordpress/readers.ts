/** Readers of a WordPress site: browsers of their own, with and without JavaScript, logged in and not. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Settings, UserName, WordPress } from './server.js';
import { visitIn, type Visit } from '../e2e/visits.js';

export interface ReaderOptions {
  /** False for a browser that runs no scripts. */
  readonly scripts?: boolean;
  readonly user?: UserName;
  /** Width of the screen, in CSS pixels. */
  readonly width?: number;
}

/** How the plugin can be set up. */
export type Backend = 'dom' | 'wordpress';

/** The plugin with the package that was built from this source, in place of a published one. */
export function pluginWith(backend: Backend): Settings {
  const pluginConstants = { COMMENTARIAT_BACKEND: backend, COMMENTARIAT_SCRIPT: '/commentariat/commentariat.js' };
  return { plugin: true, guests: false, pluginConstants };
}

/** A reader who can reach this machine only: pictures of avatars have a host of their own. */
export async function newReader(browser: Browser, wp: WordPress, options: ReaderOptions = {}): Promise<BrowserContext> {
  const { scripts: javaScriptEnabled = true, width } = options;
  const context = await browser.newContext({ javaScriptEnabled, ...(width && { viewport: { width, height: 800 } }) });
  await context.route(
    ({ hostname }) => hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
  if (options.user) await context.addCookies([...(await wp.login(options.user)).cookies]);
  return context;
}

/** Opens a page as a new reader. */
export async function visitAs(browser: Browser, wp: WordPress, url: string, options?: ReaderOptions): Promise<Visit> {
  const context = await newReader(browser, wp, options);
  return { ...(await visitIn(context, url)), close: () => context.close() };
}

/** A comment as the theme shows it. */
export interface ThemeComment {
  readonly id: string;
  /** The comment in whose list of replies it stands. */
  readonly under: string | undefined;
  readonly text: string;
}

/** The comments of the theme that a reader can see, in reading order. */
export function themeComments(page: Page): Promise<ThemeComment[]> {
  return page.locator('li[id^="comment-"]').evaluateAll((items) =>
    items
      .filter((item) => item.checkVisibility())
      .map((item) => {
        // What a pingback says is not shown by every theme; its link is.
        const content =
          item.querySelector('.comment-content, .wp-block-comment-content') ?? item.querySelector('.comment-body');
        return {
          id: item.id.replace('comment-', ''),
          under: item.parentElement?.closest('li[id^="comment-"]')?.id.replace('comment-', ''),
          text: (content?.textContent ?? '').trim(),
        };
      }),
  );
}
