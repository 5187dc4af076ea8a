import type { Context, Hono } from 'hono';
import { problemResponse, Problem } from './problems.js';

/** Longest delay in milliseconds. */
const LONGEST = 30_000;

/**
 * The protocol behind a bad network: `/slow/MS/EVERY/…` waits so long, and then answers as `base` does, but every so many
 * times with a failure; `0` never fails and `1` always does.
 */
export function addSlow(app: Hono, base: string): void {
  let asked = 0;
  app.all('/slow/:ms{\\d{1,5}}/:every{\\d{1,2}}/*', async (context: Context) => {
    const [delay, every] = [Number(context.req.param('ms')), Number(context.req.param('every'))];
    await new Promise((done) => setTimeout(done, Math.min(delay, LONGEST)));
    asked += 1;
    if (every > 0 && asked % every === 0) return problemResponse(new Problem('server', 'The line is down.'), base);
    const url = new URL(context.req.url);
    url.pathname = url.pathname.replace(/^\/slow\/\d+\/\d+/, base);
    return app.fetch(new Request(url, context.req.raw), context.env);
  });
}
