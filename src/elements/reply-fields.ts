import type { FieldProblem, FieldProblems, ReplyField } from '../core/errors.js';
import type { Translator } from '../core/messages.js';
import type { Need, ReplyPolicy } from '../core/types.js';

/** What stands in a form. */
export type ReplyValues = Readonly<Record<ReplyField, string>>;

/** One field as it is asked for now. */
export interface FieldSpec {
  readonly field: ReplyField;
  readonly need: Need;
  readonly type: 'text' | 'email' | 'url';
  /** WCAG 1.3.5: tokens of the HTML autofill list. */
  readonly autocomplete: 'name' | 'email' | 'url' | 'off';
  /** Longest value, as WordPress keeps it. */
  readonly maxLength: number;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;
const LONGEST_COMMENT = 65_525;

export const NO_VALUES: ReplyValues = { name: '', email: '', url: '', text: '' };

/** The fields that a thread asks for, the comment first. Of those who write with an account nothing else is asked. */
export function fieldsOf(policy: ReplyPolicy): FieldSpec[] {
  const fields: FieldSpec[] = [
    {
      field: 'text',
      need: 'required',
      type: 'text',
      autocomplete: 'off',
      maxLength: policy.maxLength ?? LONGEST_COMMENT,
    },
    { field: 'name', need: policy.name, type: 'text', autocomplete: 'name', maxLength: 245 },
    { field: 'email', need: policy.email, type: 'email', autocomplete: 'email', maxLength: 100 },
    { field: 'url', need: policy.url, type: 'url', autocomplete: 'url', maxLength: 200 },
  ];
  return fields.filter(({ field, need }) => need !== 'no' && (!policy.as || field === 'text'));
}

/** What is wrong, field by field; the server checks again. */
export function problemsOf(values: ReplyValues, fields: readonly FieldSpec[]): FieldProblems {
  return Object.fromEntries(
    fields.flatMap((spec) => {
      const problem = problemOf(values[spec.field].trim(), spec);
      return problem ? [[spec.field, problem]] : [];
    }),
  );
}

/** What is wrong with a field, in words. A server may find a text too long that is not so by what is known here. */
export function problemText(
  { text }: Translator,
  { field, maxLength }: FieldSpec,
  problems: FieldProblems,
  values: ReplyValues,
): string {
  const count = Math.max(0, values[field].trim().length - maxLength);
  return text(`form.${field}.${problems[field] ?? 'invalid'}`, { count });
}

function problemOf(value: string, { field, need, maxLength }: FieldSpec): FieldProblem | undefined {
  if (value === '') return need === 'required' ? 'required' : undefined;
  if (value.length > maxLength) return 'too-long';
  if (field === 'email' && !EMAIL.test(value)) return 'invalid';
  if (field === 'url' && !isWebAddress(value)) return 'invalid';
  return undefined;
}

function isWebAddress(value: string): boolean {
  const address = completeUrl(value);
  return (
    URL.canParse(address) && /^https?:$/.test(new URL(address).protocol) && new URL(address).hostname.includes('.')
  );
}

/** What is sent of all that was typed: what is asked for, and not empty. */
export function answersOf(values: ReplyValues, fields: readonly FieldSpec[]): Partial<ReplyValues> {
  return Object.fromEntries(
    fields.flatMap(({ field }) => {
      const value = field === 'url' ? completeUrl(values.url) : values[field].trim();
      return value ? [[field, value]] : [];
    }),
  );
}

/** `example.com` is what people type. */
function completeUrl(value: string): string {
  const trimmed = value.trim();
  return trimmed === '' || /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`;
}

/** True where no field has a mistake. */
export function isEmpty(problems: FieldProblems): boolean {
  return Object.keys(problems).length === 0;
}
