import type { FieldProblem, FieldProblems, ReplyField } from '../../src/core/errors.js';
import type { Guest, Need, ReplyPolicy } from '../../src/core/types.js';
import { known } from './known.js';
import { unreadable } from './problems.js';
import type { Reader } from './sign-in/sessions.js';
import { cleanLine, cleanText } from './text.js';

/** A reply as it was sent, tidied but not judged. */
export interface Reply {
  readonly thread: string;
  readonly parentId: string | undefined;
  readonly text: string;
  /** Without members that were empty. */
  readonly guest: Guest;
  /** Who is signed in; not a part of what was sent. */
  readonly reader?: Reader;
}

/** Longest details, in UTF-16 code units: those of WordPress. */
const MAX_NAME = 245;
const MAX_EMAIL = 100;
const MAX_URL = 200;

/** One @, something before it, and a name with a dot behind it; whether mail arrives there only a mail can tell. */
const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:".]+(?:\.[^\s@<>()[\]\\,;:".]+)+$/;

/**
 * Reads the members that the protocol names and no others.
 *
 * @throws {Problem} `invalid` (400) when a member has the wrong type, which no form can cause
 */
export function readReply(json: unknown): Reply {
  const body = members(json, 'The body');
  const thread = optionalString(body, 'thread');
  if (!thread) throw unreadable('`thread` is missing.');
  const guest = body['guest'] === undefined || body['guest'] === null ? {} : members(body['guest'], '`guest`');
  const line = (name: string) => cleanLine(optionalString(guest, name) ?? '') || undefined;
  return {
    thread,
    parentId: optionalString(body, 'parentId') || undefined,
    text: cleanText(optionalString(body, 'text') ?? ''),
    guest: known({ name: line('name'), email: line('email'), url: line('url') }),
  };
}

function members(json: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw unreadable(`${what} is not an object.`);
  return json as Record<string, unknown>;
}

function optionalString(object: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw unreadable(`\`${name}\` is not a string.`);
  return value;
}

/** The guest's details that a thread asks for; the others are dropped, and never stored. */
export function askedFor(guest: Guest, policy: ReplyPolicy): Guest {
  return known({
    name: policy.name === 'no' ? undefined : guest.name,
    email: policy.email === 'no' ? undefined : guest.email,
    url: policy.url === 'no' ? undefined : guest.url,
  });
}

/** What is wrong with each field; undefined when nothing is. */
export function fieldProblems(text: string, guest: Guest, policy: ReplyPolicy): FieldProblems | undefined {
  const tooLong = text.length > (policy.maxLength ?? Infinity);
  const found: Readonly<Record<ReplyField, FieldProblem | undefined>> = {
    text: text === '' ? 'required' : tooLong ? 'too-long' : undefined,
    name: detailProblem(guest.name, policy.name, MAX_NAME, () => true),
    email: detailProblem(guest.email, policy.email, MAX_EMAIL, (email) => EMAIL.test(email)),
    url: detailProblem(guest.url, policy.url, MAX_URL, isWebAddress),
  };
  const problems = known(found);
  return Object.keys(problems).length > 0 ? problems : undefined;
}

function detailProblem(
  value: string | undefined,
  need: Need,
  longest: number,
  isValid: (value: string) => boolean,
): FieldProblem | undefined {
  if (value === undefined) return need === 'required' ? 'required' : undefined;
  if (value.length > longest) return 'too-long';
  return isValid(value) ? undefined : 'invalid';
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
