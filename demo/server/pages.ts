import { serveStatic } from '@hono/node-server/serve-static';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { addLanguages } from './languages.js';
import { withMasthead, withoutScripts } from './masthead.js';

/** Kinds of files that belong to a page. Sources, migrations and everything without an ending are not among them. */
const SERVED = /\.(?:html|css|js|mjs|map|json|xml|txt|svg|png|jpg|jpeg|gif|webp|avif|ico|woff2)$/i;

/** A path of plain names, none of which begins with a dot. It can neither leave its folder nor name a hidden file. */
const PLAIN = /^(?:\/[\w-][\w.-]*)*\/?$/;

export interface PagesOptions {
  /** Folder of the demo pages, served at `/`. */
  readonly demo: string;
  /** Folder of the built package, served at `/dist/`. */
  readonly dist: string;
  /** Folders of which nothing is served, wherever they lie: the server's sources and the data. */
  readonly hidden: readonly string[];
}

/** Adds the demo pages and the built package to the server, behind the protocol. */
export function addPages(app: Hono, { demo, dist, hidden }: PagesOptions): void {
  addLanguages(app, dist);
  app.get(
    '/dist/*',
    folder(dist, hidden, (path) => path.slice('/dist'.length)),
  );
  app.get(
    '*',
    folder(demo, hidden, (path) => path),
  );
}

function folder(root: string, hidden: readonly string[], toPath: (path: string) => string): MiddlewareHandler {
  // Without the folder `serveStatic` would complain on every start; without the build `main.ts` says what to do.
  const serve = existsSync(root) ? serveStatic({ root, rewriteRequestPath: toPath }) : undefined;
  return async (context, next) => {
    const path = toPath(context.req.path);
    if (!serve || !isPublic(join(root, path), path, hidden)) return next();
    if (isFolder(join(root, path)) && !path.endsWith('/')) return context.redirect(`${context.req.path}/`, 301);
    context.header('Cache-Control', 'no-cache');
    const page = path.endsWith('/') ? `${path}index.html` : path;
    if (!page.endsWith('.html') || !existsSync(join(root, page))) return serve(context, next);
    const html = withMasthead(await readFile(join(root, page), 'utf8'), page.slice(1));
    return context.html(context.req.query('scripts') === 'off' ? withoutScripts(html) : html);
  };
}

function isPublic(file: string, path: string, hidden: readonly string[]): boolean {
  if (!PLAIN.test(path)) return false;
  // Compared without case, since some systems find a file by any.
  const lower = resolve(file).toLowerCase();
  if (hidden.some((folder) => `${lower}${sep}`.startsWith(`${resolve(folder).toLowerCase()}${sep}`))) return false;
  return path.endsWith('/') || SERVED.test(path) || isFolder(file);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Where a browser is sent by mistake it gets a sentence; programs that ask under `base` get a problem document. */
export function addPageNotFound(app: Hono, base: string): void {
  app.get('*', (context: Context, next) => {
    if (context.req.path === base || context.req.path.startsWith(`${base}/`)) return next();
    return context.text('There is no page at this address. The demo begins at /.\n', 404);
  });
}
