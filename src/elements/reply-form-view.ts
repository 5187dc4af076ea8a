/** What a form shows, drawn from what is known of it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CommentsError, FieldProblems, ReplyField } from '../core/errors.js';
import { errorMessage, type Translator } from '../core/messages.js';
import type { Capabilities, Comment, Posted, ReplyPolicy } from '../core/types.js';
import { authorName, isolated } from './comment.js';
import { postedText } from './posted-text.js';
import { NO_VALUES, problemText, type FieldSpec, type ReplyValues } from './reply-fields.js';
import { webAddress } from './web-address.js';

/** From here on the remaining characters are shown. */
const NEARLY_FULL = 500;

/** What has become of a form so far. */
export interface FormMarks {
  readonly values: ReplyValues;
  /** What is wrong with the fields, since it was last sent. */
  readonly problems: FieldProblems;
  /** Why the reply was refused as a whole. */
  readonly failure?: CommentsError | undefined;
  /** Said by the live region beside what can be seen. */
  readonly said?: string | undefined;
  /** What became of the reply, while the form itself says so. */
  readonly posted?: Posted | undefined;
  readonly sending: boolean;
  /** By its own attribute or by a `<fieldset>` around it. */
  readonly disabled?: boolean;
}

/** A form that nothing has happened to. */
export const FRESH: FormMarks = {
  values: NO_VALUES,
  problems: {},
  failure: undefined,
  said: undefined,
  posted: undefined,
  sending: false,
};

/** Everything that the parts of a form need to know of it. */
export interface FormView extends FormMarks {
  readonly words: Translator;
  readonly fields: readonly FieldSpec[];
  readonly policy: ReplyPolicy | undefined;
  readonly parent: Comment | undefined;
  /** Level of the heading. */
  readonly level: number;
  /** As whom the reply is written, and what else the reader can choose. */
  readonly choices?: unknown;
  /** Whether a guest's details are kept. */
  readonly details?: unknown;
  /** How the backend tells a reply that comes twice. */
  readonly once: Capabilities['once'] | undefined;
  /** What is said about drafts and comments that are not sent. */
  readonly unsent: TemplateResult | undefined;
  readonly on: FormListeners;
}

/** What is done about what a reader does. */
export interface FormListeners {
  readonly submit: (event: Event) => void;
  readonly input: (event: Event) => void;
  readonly change: () => void;
  readonly keydown: (event: KeyboardEvent) => void;
  readonly cancel: () => void;
}

/** The whole form. Where this reader cannot reply, it says why in place of the fields. */
export function formTemplate(view: FormView): TemplateResult {
  const { on, policy } = view;
  const open = !shutBy(policy);
  return html`<form class="base" part="form" novalidate @submit=${on.submit} @input=${on.input} @change=${on.change} @keydown=${on.keydown}>
    ${titleTemplate(view)}
    <slot name="notice"></slot>
    ${failureTemplate(view)} ${problemsTemplate(view)} ${open ? hintsTemplate(view) : nothing}
    ${view.unsent}
    <slot name="before-fields"></slot>
    <div class="fields">${open ? fieldsTemplate(view) : nothing}</div>
    <slot name="after-fields"></slot>
    ${open ? submitTemplate(view) : nothing}
  </form>`;
}

/** "Leave a Reply", and the way back. */
function titleTemplate({ words, parent, level, disabled, on }: FormView): TemplateResult {
  const title = parent
    ? isolated(words, 'form.titleTo', { author: authorName(parent.author, words) })
    : words.text('form.title');
  return html`<div class="top">
    <div class="title" part="form-title" id="title" role="heading" aria-level=${level}>
      <slot name="title">${title}</slot>
    </div>
    ${
      parent
        ? html`<button class="plain" part="cancel" type="button" ?disabled=${disabled} @click=${on.cancel}>${words.text('form.cancel')}</button>`
        : nothing
    }
  </div>`;
}

/** Why nothing can be sent now. */
function failureTemplate(view: FormView): TemplateResult | typeof nothing {
  const { words, failure, policy } = view;
  const { text } = words;
  const code = failure?.code ?? shutBy(policy);
  if (!code) return nothing;
  const login = code === 'login-required' && webAddress(policy?.login);
  const why = [text(errorMessage(code)), failure?.retryAfter && text('form.wait', { count: failure.retryAfter })];
  const maybeStored = failure?.maybeStored && view.once === 'none';
  const what = failure ? [maybeStored && text('form.maybeStored'), text('form.kept')] : [];
  return html`<div class="box danger" part="error" id="failure" tabindex="-1" role="group" aria-labelledby="failure">${
    login ? loginTemplate(login, sentences(why), sentences(what), view) : sentences([...why, ...what])
  }</div>`;
}

/** A way to the login between two texts. Spaces that stand beside the texts, not in them, would not be told. */
function loginTemplate(href: string, before: string, after: string, { failure, words }: FormView): TemplateResult {
  // What is typed stands in this page, so that the way to the login leads out of it in another tab.
  const target = failure ? '_blank' : nothing;
  const name = words.text(failure ? 'form.logInApart' : 'form.logIn');
  return html`${`${before} `}<a part="login" href=${href} target=${target} rel="noopener">${name}</a>${` ${after}`}`;
}

function sentences(texts: readonly unknown[]): string {
  return texts.filter(Boolean).join(' ');
}

/** Why this reader cannot reply at all, as an error would say it. */
function shutBy(policy: ReplyPolicy | undefined): 'closed' | 'login-required' | undefined {
  if (policy?.access === 'closed') return 'closed';
  return policy?.access === 'login' && !policy.accounts ? 'login-required' : undefined;
}

/** The mistakes, each with the way to its field. */
function problemsTemplate({ words, fields, problems, values }: FormView): TemplateResult | typeof nothing {
  const wrong = fields.filter(({ field }) => problems[field]);
  if (wrong.length === 0) return nothing;
  return html`<div class="box danger" part="error" id="problems" tabindex="-1" role="group" aria-labelledby="problems-title">
    <p id="problems-title">${words.text('form.problems', { count: wrong.length })}</p>
    <ul>
      ${wrong.map(
        (spec) =>
          html`<li><a href="#${spec.field}" @click=${toField}>${problemText(words, spec, problems, values)}</a></li>`,
      )}
    </ul>
  </div>`;
}

/** The address cannot lead to a field in a shadow root. */
function toField(event: Event): void {
  const { hash, parentElement } = event.currentTarget as HTMLAnchorElement;
  event.preventDefault();
  parentElement?.closest('form')?.querySelector<HTMLElement>(hash)?.focus();
}

/** What the fields need to be told about all of them: whose reply this is, and what the asterisk means. */
function hintsTemplate({ choices, words, fields, policy }: FormView): unknown[] {
  const name = choices ? undefined : policy?.as?.name;
  return [
    name ? html`<p part="identity">${isolated(words, 'form.as', { name })}</p>` : nothing,
    isMarked(fields)
      ? html`<p class="hint" part="hint">${words.text('form.requiredNote', { mark: '*' })}</p>`
      : nothing,
  ];
}

/** A mark tells what must be filled in, where that is more than the comment. */
function isMarked(fields: readonly FieldSpec[]): boolean {
  return fields.some(({ field, need }) => field !== 'text' && need === 'required');
}

/** The comment, the reader, and the details that a guest is asked for. */
function fieldsTemplate(view: FormView): unknown[] {
  const { choices = nothing, details = nothing, fields } = view;
  return [
    ...fields.map((spec) => [fieldTemplate(spec, view), spec.field === 'text' ? choices : nothing]),
    fields.length > 1 ? details : nothing,
  ];
}

/** A label with its input. */
function fieldTemplate(spec: FieldSpec, view: FormView): TemplateResult {
  const { field, need } = spec;
  const { text } = view.words;
  const wrong = view.problems[field] !== undefined;
  return html`<div class="field ${field}" part="field">
    <label part="label" for=${field}>${text(`form.${field}`)}${markTemplate(need, view)}</label>
    ${controlTemplate(spec, view, wrong)}
    ${field === 'email' ? html`<span class="hint" part="hint" id="email-hint">${text('form.emailHint')}</span>` : nothing}
    ${
      wrong
        ? html`<span class="problem" part="field-error" id="${field}-error">${problemText(view.words, spec, view.problems, view.values)}</span>`
        : nothing
    }
  </div>`;
}

/** After a label: whether the field must be filled in. A space beside these texts, not in them, would not be told. */
function markTemplate(need: FieldSpec['need'], { fields, words }: FormView): TemplateResult | typeof nothing {
  if (need !== 'required') return html`<span class="hint">${` ${words.text('form.optional')}`}</span>`;
  return isMarked(fields) ? html`<span aria-hidden="true">${' *'}</span>` : nothing;
}

function controlTemplate(
  { field, need, type, autocomplete, maxLength }: FieldSpec,
  { words, values, disabled }: FormView,
  wrong: boolean,
): TemplateResult {
  const describedBy = [wrong && `${field}-error`, field === 'email' && 'email-hint', field === 'text' && 'count'];
  const described = describedBy.filter(Boolean).join(' ');
  const required = need === 'required';
  return field === 'text'
    ? html`<slot name="toolbar"></slot><textarea id=${field} part="textarea" name=${field} rows="4" dir="auto" aria-required=${required} ?disabled=${disabled}
        aria-invalid=${wrong} aria-describedby=${described}></textarea>
        ${leftTemplate(maxLength - values.text.trim().length, words)}`
    : html`<input id=${field} part="input" name=${field} type=${type} dir="auto" autocomplete=${autocomplete} maxlength=${maxLength}
        aria-required=${required} ?disabled=${disabled} aria-invalid=${wrong} aria-describedby=${described || nothing} />`;
}

function leftTemplate(left: number, { text }: Translator): TemplateResult {
  return html`<span class="hint" part="count" id="count"
    >${left >= 0 && left <= NEARLY_FULL ? text('form.left', { count: left }) : nothing}</span
  >`;
}

/** The button, and what it led to. */
function submitTemplate({ words, said, sending, disabled, posted }: FormView): TemplateResult {
  const { text } = words;
  const status = sending ? 'form.submitting' : posted && postedText(posted);
  return html`<button class="button submit" part="submit" type="submit" ?disabled=${disabled} aria-disabled=${sending}>
      ${sending ? text('form.submitting') : html`<slot name="submit-label">${text('form.submit')}</slot>`}
    </button>
    <div class=${posted && !sending ? 'box success' : 'hidden-text'} part="status" role="status">${!status ? said : sending ? text(status) : html`<slot name="success">${text(status)}</slot>`}</div>`;
}

/** The name of the field that an event came from, with what stands in it. */
export function typedIn({ target }: Event): Partial<Record<ReplyField, string>> {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    ? { [target.name]: target.value }
    : {};
}
