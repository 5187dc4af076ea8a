import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { CSRF_HEADER } from './sign-in/sessions.js';

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
};

/**
 * Any site may read and any guest may post: a cookie is worth nothing by itself, so that no other site could make use of one.
 */
export const openToAllSites: MiddlewareHandler = cors({
  origin: '*',
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
