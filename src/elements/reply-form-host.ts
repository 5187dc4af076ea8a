/**
 * A form inside a page's own `<form>`: what is typed goes out with that, by the browser and to whatever server the page names.
 * It talks to no backend. Apart from reply-form.ts because threads never need it.
 */
import type { ReactiveController } from 'lit';
import type { FieldProblem, ReplyField } from '../core/errors.js';
import type { Translator } from '../core/messages.js';
import type { Need, ReplyPolicy } from '../core/types.js';
import {
  answersOf,
  fieldsOf,
  NO_VALUES,
  problemsOf,
  problemText,
  type FieldSpec,
  type ReplyValues,
} from './reply-fields.js';
import type { ReplyForm } from './reply-form.js';
import type { FormMarks } from './reply-form-view.js';

/** A form, as the parts of the package see it that are loaded later. */
export interface FormInside {
  readonly form: ReplyForm;
  readonly internals: ElementInternals;
  readonly marks: FormMarks;
  readonly words: () => Translator;
  /** What this reader is asked for, and with which account they write. */
  readonly policy: () => ReplyPolicy | undefined;
  /** Changes what is known, and draws it. */
  readonly mark: (change: Partial<FormMarks>) => void;
  /** The same, with the focus on what went wrong. */
  readonly tell: (change: Partial<FormMarks>) => void;
  /** A node of the form by its id, such as that of a field. */
  readonly find: (id: string) => HTMLElement | null;
}

interface Caret {
  readonly field: ReplyField;
  readonly start: number | null;
  readonly end: number | null;
}

type Control = HTMLInputElement | HTMLTextAreaElement;

/** What the fields are called in WordPress, and so in every theme. */
const ENTRIES = { name: 'author', email: 'email', url: 'url', text: 'comment' } as const;
const FIELDS = ['name', 'email', 'url', 'text'] as const satisfies readonly ReplyField[];

const FLAGS: Readonly<Record<FieldProblem, keyof ValidityState>> = {
  required: 'valueMissing',
  invalid: 'typeMismatch',
  'too-long': 'tooLong',
  'too-short': 'tooShort',
};

/** ms until a reader may send again where the page is still there: it has not gone, but an answer may be slow. */
const PATIENCE = 10_000;
/** The same where the answer comes in another frame or tab: time enough to let a double click pass. */
const DOUBLE_CLICK = 1000;

/** Takes part in the page's form, once the page has sent everything that stands inside the element. */
export async function joinForm(inside: FormInside): Promise<HostForm> {
  const { ownerDocument } = inside.form;
  if (ownerDocument.readyState === 'loading')
    await new Promise((resolve) => ownerDocument.addEventListener('DOMContentLoaded', resolve, { once: true }));
  return new HostForm(inside);
}

/** The form's part in the page's form: what it sends, what keeps it from being sent, and what the page's fields had. */
export class HostForm implements ReactiveController {
  readonly #inside: FormInside;
  /** Fields of the page that are not sent, because ours are. */
  readonly #replaced = new Set<Control>();
  #defaults: ReplyValues = NO_VALUES;
  /** Where the reader was in the page's fields, until ours are drawn. */
  #left: Caret | undefined;
  /** A button of the page's form was pressed in this moment. */
  #pressed = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #root: Node | undefined;

  constructor(inside: FormInside) {
    const { form } = inside;
    this.#inside = inside;
    form.addEventListener('invalid', (event) => this.#onInvalid(event));
    this.#takeOver();
    form.addController(this);
  }

  hostConnected(): void {
    // The nearest root: `submit` does not leave a shadow tree.
    this.#root = this.#inside.form.getRootNode();
    this.#root.addEventListener('submit', this.#onSubmit, true);
    this.#root.addEventListener('click', this.#onClick, true);
    window.addEventListener('pageshow', this.#release);
  }

  hostDisconnected(): void {
    this.#root?.removeEventListener('submit', this.#onSubmit, true);
    this.#root?.removeEventListener('click', this.#onClick, true);
    window.removeEventListener('pageshow', this.#release);
    this.#release();
  }

  hostUpdated(): void {
    this.sync();
    if (this.#left) this.#focus(this.#left);
  }

  /** What stands in the fields before a reader has typed, and after `reset()`. */
  get defaults(): ReplyValues {
    return this.#defaults;
  }

  /** What is asked for, as the element's properties say. */
  get fields(): FieldSpec[] {
    const { fields, maxLength, require } = this.#inside.form;
    const asked = wordsIn(fields ?? 'name email url');
    const required = wordsIn(require ?? 'name email');
    const need = (field: string): Need =>
      asked.includes(field) ? (required.includes(field) ? 'required' : 'optional') : 'no';
    return fieldsOf({
      access: 'open',
      name: need('name'),
      email: need('email'),
      url: need('url'),
      ...(maxLength && { maxLength }),
    });
  }

  /** Tells the browser what would be sent now, and what is wrong with it. */
  sync(): void {
    const { form, internals, marks } = this.#inside;
    const taking = internals.form !== null && !form.discussion;
    const entries = taking ? this.#entries() : new FormData();
    internals.setFormValue(entries, formDataOf(marks.values));
    this.#replace(new Set(entries.keys()));
    const problems = taking ? problemsOf(marks.values, this.fields) : {};
    const wrong = this.fields.find(({ field }) => problems[field]);
    if (!wrong) return internals.setValidity({});
    const flag = FLAGS[problems[wrong.field] ?? 'invalid'];
    const text = problemText(this.#inside.words(), wrong, problems, marks.values);
    internals.setValidity({ [flag]: true }, text, this.#inside.find(wrong.field) ?? undefined);
  }

  /** In the order of WordPress' own form. The post, and the comment that is answered, only where the element names them. */
  #entries(): FormData {
    const { form, marks } = this.#inside;
    const entries = new FormData();
    const answers = answersOf(marks.values, this.fields);
    for (const field of FIELDS)
      if (this.fields.some((spec) => spec.field === field))
        entries.set(this.#nameOf(ENTRIES[field]), answers[field] ?? '');
    const { thread, parentId = thread && '0' } = form;
    const parent = form.parent?.id ?? parentId;
    if (thread) entries.set(this.#nameOf('comment_post_ID'), thread);
    if (parent) entries.set(this.#nameOf('comment_parent'), parent);
    return entries;
  }

  /** What the page calls an entry: `names="comment_parent=answers"`. */
  #nameOf(entry: string): string {
    const renamed = wordsIn(this.#inside.form.names).find((pair) => pair.startsWith(`${entry}=`));
    return renamed?.slice(entry.length + 1) || entry;
  }

  /** Takes over what was typed before this was here, with the focus and the caret. */
  #takeOver(): void {
    const { form, marks, mark } = this.#inside;
    const values = { ...marks.values };
    const defaults = { ...NO_VALUES };
    const controls = controlsIn(form);
    for (const field of FIELDS) {
      const control = controls.find(({ name }) => name === this.#nameOf(ENTRIES[field]));
      if (!control) continue;
      // What the browser has brought back is newer.
      values[field] ||= control.value;
      defaults[field] = control.defaultValue;
      const { selectionStart: start, selectionEnd: end } = control;
      if (control.matches(':focus')) this.#left = { field, start, end };
    }
    this.#defaults = defaults;
    mark({ values });
  }

  /** Goes on in our field where the reader was in the page's. */
  #focus({ field, start, end }: Caret): void {
    const control = this.#inside.find(field) as Control | null;
    if (!control) return;
    this.#left = undefined;
    control.focus();
    // Fields for e-mail addresses have no selection.
    if (start !== null && control.selectionStart !== null) control.setSelectionRange(start, end);
  }

  /** Of two fields with one name, ours is sent. */
  #replace(names: ReadonlySet<string>): void {
    for (const control of controlsIn(this.#inside.form)) {
      const replaced = names.has(control.name);
      if (replaced === this.#replaced.has(control)) continue;
      if (replaced) this.#replaced.add(control);
      else this.#replaced.delete(control);
      control.disabled = replaced;
    }
  }

  /** As soon as the page's form goes out, a second press does nothing. A page that sends it by script sees to that itself. */
  readonly #onSubmit = (event: Event): void => {
    const { form, internals, marks, mark } = this.#inside;
    const { submitter, target } = event as SubmitEvent;
    if (target !== internals.form || form.discussion) return;
    if (marks.sending) return event.preventDefault();
    const frame = submitter?.getAttribute('formtarget') ?? internals.form?.target ?? '';
    // Known when all listeners have run.
    setTimeout(() => {
      if (event.defaultPrevented) return;
      mark({ sending: true });
      this.#waiting = setTimeout(this.#release, leavesPage(frame) ? PATIENCE : DOUBLE_CLICK);
    });
  };

  /** The page is still there, or is back as it was. */
  readonly #release = (): void => {
    clearTimeout(this.#waiting);
    if (this.#waiting !== undefined) this.#inside.mark({ sending: false });
    this.#waiting = undefined;
  };

  /** A press on the page's own button shows our mistakes, too; a page that only asks whether there are any does not. */
  readonly #onClick = (event: Event): void => {
    const { form, internals } = this.#inside;
    const [target] = event.composedPath();
    // By a label of the page.
    if (target === form && internals.labels.length > 0) form.focus();
    if (!(target instanceof Element) || buttonOf(target)?.form !== internals.form) return;
    this.#pressed = true;
    setTimeout(() => (this.#pressed = false));
  };

  #onInvalid(event: Event): void {
    if (!this.#pressed) return;
    const { form, internals, marks, mark, tell } = this.#inside;
    // Instead of the browser's own words about it.
    event.preventDefault();
    const wrong = [...(internals.form?.elements ?? [])].find((element) => element.matches(':invalid:not(fieldset)'));
    const problems = problemsOf(marks.values, this.fields);
    if (wrong === form) tell({ problems });
    else mark({ problems });
  }
}

/** An attribute that was removed leaves null. */
function wordsIn(list: string | null | undefined): string[] {
  return list?.split(/\s+/) ?? [];
}

function formDataOf(values: ReplyValues): FormData {
  const data = new FormData();
  for (const [field, value] of Object.entries(values)) data.set(field, value);
  return data;
}

function controlsIn(element: Element): Control[] {
  return [...element.querySelectorAll<Control>('input, textarea')];
}

function buttonOf(element: Element): HTMLButtonElement | HTMLInputElement | null {
  return element.closest<HTMLButtonElement | HTMLInputElement>('button, input');
}

/** Whether an answer in the frame of this name comes in place of this page. */
function leavesPage(frame: string): boolean {
  return /^(_self|_parent|_top)?$/i.test(frame);
}
