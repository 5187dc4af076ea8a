import type { Context } from 'hono';
import { Problem, unreadable } from './problems.js';

/**
 * Reads the body of a request as JSON.
 *
 * @param maxBytes it is read no further than this, whatever length it declares
 * @throws {Problem} `unsupported` when it is not declared as JSON, `too-large`, or `invalid` (400) when it is not JSON
 */
export async function readJson(context: Context, maxBytes: number): Promise<unknown> {
  const type = context.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Problem('unsupported', 'The body is to be sent as application/json.');
  const text = await readText(context.req.raw, maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('The body is not JSON.');
  }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = new Problem('too-large', `The body has more than ${maxBytes} bytes.`);
  if (Number(request.headers.get('Content-Length') ?? 0) > maxBytes) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunksOf(request)) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  while (reader) {
    // A client that went away is no failure of the server, and reads no answer either.
    const { done, value } = await reader.read().catch((): never => {
      throw unreadable('The body broke off.');
    });
    if (done) return;
    yield value;
  }
}
