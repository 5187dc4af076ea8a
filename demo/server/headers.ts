import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { CSRF_HEADER } from './sign-in/sessions.js';
import { Problem } from './problems.js';

/** Pages may load nothing from elsewhere, and no script that stands in the page itself. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html commentariat',
].join('; ');

/** Data is never a page: should a browser be talked into showing it as one, nothing in it runs or loads. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Puts the security headers on every answer, errors included. */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  const isPage = context.res.headers.get('Content-Type')?.startsWith('text/html') ?? false;
  context.header('Content-Security-Policy', isPage ? PAGE_POLICY : DATA_POLICY);
  context.header('X-Content-Type-Options', 'nosniff');
  context.header('Referrer-Policy', 'strict-origin-when-cross-origin');
  // Windows that a page opens, such as for signing in, still know it.
  context.header('Cross-Origin-Opener-Policy', 'same-origin-allow-popups');
  context.header('Cross-Origin-Resource-Policy', 'cross-origin');
  context.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
};

/**
 * Any site may read: nothing here is kept from anyone, and a cookie is worth nothing by itself, so that no other site could make use of one. Guests may
 * write from the sites of `origins`, and from this one.
 *
 * @param origins undefined for any
 */
export function openToSites(origins: readonly string[] | undefined): MiddlewareHandler {
  const share = sharing(origins);
  return (context, next) => {
    const { method, url } = context.req;
    const from = context.req.header('Origin');
    const isKnown = from === undefined || origins === undefined || [...origins, new URL(url).origin].includes(from);
    if (method === 'POST' && !isKnown) throw new Problem('forbidden', 'Replies are not taken from that site.');
    return share(context, next);
  };
}

const sharing = (origins: readonly string[] | undefined) =>
  cors({
    origin: origins ? [...origins] : '*',
    allowMethods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowHeaders: ['Content-Type', 'Idempotency-Key', 'Authorization', CSRF_HEADER],
    exposeHeaders: ['Retry-After', 'Idempotency-Replayed'],
    maxAge: 86_400,
  });

/**
 * Answers with JSON that may be kept but must be checked before each use: 304 without a body when the client's copy
 * is still right (RFC 9110, 13.1.2).
 */
export function answerTagged(context: Context, data: object): Response {
  const body = JSON.stringify(data);
  const tag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const headers = { ETag: tag, 'Cache-Control': 'no-cache' };
  if (hasCopy(context.req.header('If-None-Match'), tag)) return context.body(null, 304, headers);
  return context.body(body, 200, { ...headers, 'Content-Type': 'application/json' });
}

function hasCopy(ifNoneMatch: string | undefined, tag: string): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((entry) => entry.trim().replace(/^W\//, ''));
  return known.includes(tag) || known.includes('*');
}
