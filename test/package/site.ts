import { createReadStream, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../support/browsers.mjs';
import { serve, type Loopback } from '../support/loopback.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
};

/**
 * Serves a folder, and pages in place of files, to every origin.
 *
 * @param pages markup by path
 */
export function openSite(folder: string, pages: Readonly<Record<string, string>> = {}): Promise<Loopback> {
  return serve((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname);
    response.setHeader('access-control-allow-origin', '*');
    const page = pages[path];
    if (page === undefined) sendFile(join(folder, normalize(path)), response);
    else response.setHeader('content-type', TYPES[extname(path)] ?? 'text/html; charset=utf-8').end(page);
  });
}

function sendFile(file: string, response: ServerResponse): void {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return void response.writeHead(404).end();
  response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
  createReadStream(file).pipe(response);
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
}
