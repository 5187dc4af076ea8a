import { toCommentsError } from '../errors.js';
import { withMore } from './refusals.js';

/** WordPress takes the password of a post in the address only, and addresses stand in errors. */
export function withoutPassword(thrown: unknown): never {
  const error = toCommentsError(thrown);
  throw withMore(error, { cause: undefined }, error.message.replace(/([?&]password=)[^&\s]*/g, '$1'));
}
