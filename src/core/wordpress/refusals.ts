/** Why WordPress did not take a reply: its error codes, and what they mean here. */
import {
  CommentsError,
  type CommentsErrorOptions,
  type ErrorCode,
  type FieldProblem,
  type FieldProblems,
  type ReplyField,
} from '../errors.js';
import { readObject, readText } from '../fields.js';
import type { Problem } from '../problem.js';
import type { Draft } from '../types.js';

/** Seconds between two comments of one writer; WordPress does not send them. */
const FLOOD_SECONDS = 15;

/** What WordPress calls the fields of a comment. */
const FIELDS = new Map<string, ReplyField>(
  Object.entries({
    author_name: 'name',
    author_email: 'email',
    author_url: 'url',
    content: 'text',
  }),
);

/**
 * Codes of the REST API (class-wp-rest-comments-controller.php, rest-api.php), of the functions behind it (comment.php,
 * user.php), and of the classic form, which plugins hand on.
 */
const CODES = new Map<string, ErrorCode>(
  Object.entries({
    comment_duplicate: 'duplicate',
    comment_flood: 'rate-limited',
    rest_comment_closed: 'closed',
    rest_comment_draft_post: 'closed',
    rest_comment_trash_post: 'closed',
    comment_closed: 'closed',
    comment_on_draft: 'closed',
    comment_on_trash: 'closed',
    rest_comment_login_required: 'login-required',
    rest_cookie_invalid_nonce: 'login-required',
    rest_not_logged_in: 'login-required',
    not_logged_in: 'login-required',
    incorrect_password: 'login-required',
    invalid_username: 'login-required',
    invalid_email: 'login-required',
    application_passwords_disabled: 'login-required',
    application_passwords_disabled_for_user: 'login-required',
    rest_comment_invalid_post_id: 'not-found',
    rest_post_invalid_id: 'not-found',
    comment_id_not_found: 'not-found',
    rest_comment_invalid_id: 'parent-gone',
    rest_cannot_read_post: 'forbidden',
    rest_cannot_read: 'forbidden',
    rest_forbidden: 'forbidden',
    rest_comment_invalid_author: 'forbidden',
    rest_comment_invalid_author_ip: 'forbidden',
    rest_comment_invalid_status: 'forbidden',
    rest_invalid_comment_type: 'unsupported',
    rest_no_route: 'unsupported',
    rest_comment_failed_create: 'server',
  }),
);

/** Codes that say what is wrong with which field. */
const INVALID = new Map<string, FieldProblems>(
  Object.entries({
    rest_comment_content_invalid: { text: 'required' },
    require_valid_comment: { text: 'required' },
    require_valid_email: { email: 'invalid' },
    comment_author_column_length: { name: 'too-long' },
    comment_author_email_column_length: { email: 'too-long' },
    comment_author_url_column_length: { url: 'too-long' },
    comment_content_column_length: { text: 'too-long' },
  }),
);

/** A refusal, and the code by which WordPress names it. */
export interface Refused extends Problem {
  readonly reason: string;
}

/**
 * Reads the body of a refusal.
 * @param asReader whether it was sent with an account, whose details WordPress then knows by itself.
 */
export function readRefused(body: unknown, { guest = {} }: Draft, asReader: boolean): Refused {
  const { code, data } = readObject(body) ?? {};
  const reason = readText(code) ?? '';
  const refused = (known: ErrorCode, fields?: FieldProblems): Refused => ({
    reason,
    detail: reason,
    code: known,
    ...(fields && { fields }),
  });
  if (reason === 'rest_comment_author_data_required' || reason === 'require_name_email') {
    // A password that is wrong makes a guest without a name of the reader (measured).
    return asReader ? refused('login-required') : refused('invalid', missing(guest));
  }
  if (reason === 'rest_invalid_param' || reason === 'rest_missing_callback_param') return fromParams(data, refused);
  const [known, fields] = [CODES.get(reason), INVALID.get(reason)];
  return fields ? refused('invalid', fields) : known ? refused(known) : { reason, detail: reason };
}

function missing({ name, email }: NonNullable<Draft['guest']>): FieldProblems {
  return {
    ...(!name?.trim() && { name: 'required' as const }),
    // With both there, it is the address that WordPress finds too short.
    ...((!email?.trim() && { email: 'required' as const }) || (name?.trim() && { email: 'invalid' as const })),
  };
}

function fromParams(data: unknown, refused: (known: ErrorCode, fields?: FieldProblems) => Refused): Refused {
  const params = Object.keys(readObject(readObject(data)?.['params']) ?? {});
  if (params.includes('parent')) return refused('parent-gone');
  if (params.includes('post')) return refused('not-found');
  const fields: Partial<Record<ReplyField, FieldProblem>> = {};
  for (const param of params) {
    const field = FIELDS.get(param);
    if (field) fields[field] = 'invalid';
  }
  return refused('invalid', fields);
}

/** Adds how long to wait, which WordPress does not say. */
export function withPatience(error: CommentsError): CommentsError {
  const isFlood = error.code === 'rate-limited' && error.retryAfter === undefined;
  return isFlood ? withMore(error, { retryAfter: FLOOD_SECONDS }) : error;
}

/** The same error, knowing more or less. */
export function withMore(error: CommentsError, more: CommentsErrorOptions, message = error.message): CommentsError {
  const { code, status, retryAfter, fields, maybeStored, cause } = error;
  const known = { status, fields, maybeStored, cause, ...(retryAfter !== undefined && { retryAfter }) };
  return new CommentsError(code, message, { ...known, ...more });
}
