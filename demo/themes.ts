/** What the themes are looked at in: the specimen in every theme, colour scheme, width and direction of writing. */
import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';

export const THEMES: readonly string[] = readdirSync(new URL('../src/themes', import.meta.url))
  .filter((file) => file.endsWith('.css'))
  .map((file) => file.replace('.css', ''));
export const SCHEMES = ['light', 'dark'] as const;
/** A phone, a tablet and a window, in CSS pixels. */
export const WIDTHS = [320, 768, 1200] as const;
export const LANGUAGES = [
  { lang: 'en', dir: 'ltr' },
  { lang: 'ar', dir: 'rtl' },
] as const;

/** High enough for the whole specimen: what is far from the window is not laid out. */
const HEIGHT = 6000;

/** One of the 72 ways to look at it. */
export interface Look {
  readonly theme: string;
  readonly scheme: (typeof SCHEMES)[number];
  readonly width: number;
  readonly lang: string;
  readonly dir: string;
}

export const LOOKS: readonly Look[] = THEMES.flatMap((theme) =>
  SCHEMES.flatMap((scheme) =>
    LANGUAGES.flatMap(({ lang, dir }) => WIDTHS.map((width) => ({ theme, scheme, width, lang, dir }))),
  ),
);

/** Opens the specimen with its form drawn. */
export async function openLook(page: Page, origin: string, { theme, scheme, width, lang, dir }: Look): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: HEIGHT });
  const query = new URLSearchParams({ theme, scheme, lang, dir });
  await page.goto(`${origin}/specimen.html?${query.toString()}`);
  await untilStyled(page, theme);
}

/** Waits for the theme, the comments and the form. */
export async function untilStyled(page: Page, theme: string): Promise<void> {
  await page.locator('comment-thread reply-form textarea').first().waitFor();
  if (theme === 'none') return;
  await page.waitForFunction(
    (name) => [...document.styleSheets].some((sheet) => sheet.href?.endsWith(`/themes/${name}.css`)),
    theme,
  );
  await page.evaluate(() => document.fonts.ready);
}

/** Changes what is different about a look, without loading the page again. */
export async function turnTo(page: Page, look: Partial<Look>): Promise<void> {
  if (look.width) await page.setViewportSize({ width: look.width, height: HEIGHT });
  await page.evaluate(({ scheme, lang, dir, theme }) => {
    const root = document.documentElement;
    if (scheme) root.dataset['scheme'] = scheme;
    if (lang) root.lang = lang;
    if (dir) root.dir = dir;
    const link = document.querySelector<HTMLLinkElement>('link[data-theme]') ?? document.createElement('link');
    if (!theme || theme === link.dataset['theme']) return;
    link.dataset['theme'] = theme;
    link.rel = 'stylesheet';
    link.href = `/dist/cdn/themes/${theme}.css`;
    document.head.append(link);
    return new Promise((done) => link.addEventListener('load', done, { once: true }));
  }, look);
  await page.evaluate(async () => {
    for (const element of document.querySelectorAll('comment-thread, article-view'))
      await (element as Element & { updateComplete?: Promise<unknown> }).updateComplete;
  });
}
