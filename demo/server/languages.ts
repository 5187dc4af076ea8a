import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';

/** A language and perhaps a script or region, such as `ru` or `zh-Hans`; the parts of English have other names. */
const TAG = /^([a-z]{2,3}(?:-[A-Z][A-Za-z]+)?)\.js$/;

/** `GET /languages.json`: the languages that the built package has texts in, for the pages that let you choose one. */
export function addLanguages(app: Hono, dist: string): void {
  const folder = join(dist, 'core/locales');
  app.get('/languages.json', (context) => {
    const files = existsSync(folder) ? readdirSync(folder) : [];
    return context.json(files.flatMap((file) => TAG.exec(file)?.[1] ?? []).sort());
  });
}
