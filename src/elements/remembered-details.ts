/**
 * A guest's details in this browser, for the next comment: kept only while a box is ticked that nobody ticks but the reader, and
 * erased at once when it is not. Apart from the form, so that who only reads never loads it.
 */
import { html, type TemplateResult } from 'lit';
import { enDetails } from '../core/locales/en-details.js';
import { addEnglish, type Translator } from '../core/messages.js';
import { storing } from './local-storage.js';
import { addSheet } from './sheets.js';
import { detailsStyles } from './remembered-details.styles.js';
import type { FormInside } from './reply-form-host.js';
import type { ReplyValues } from './reply-fields.js';

addEnglish(enDetails);

type Details = Pick<ReplyValues, 'name' | 'email' | 'url'>;

const KEY = 'commentariat details';
const FIELDS = ['name', 'email', 'url'] as const satisfies readonly (keyof Details)[];
/** Longer than any field takes: whatever it is, it was not typed here. */
const LONGEST = 300;

export class RememberedDetails {
  readonly #inside: FormInside;
  #ticked: boolean;

  /** Fills in what is kept, where the reader has not typed. */
  constructor(inside: FormInside) {
    this.#inside = inside;
    addSheet(inside.form.renderRoot, detailsStyles);
    const kept = readDetails();
    this.#ticked = kept !== undefined;
    if (!kept) return;
    const { values } = inside.marks;
    const filled = FIELDS.filter((field) => values[field] === '').map((field) => [field, kept[field]]);
    inside.mark({ values: { ...values, ...(Object.fromEntries(filled) as Partial<Details>) } });
  }

  template(words: Translator): TemplateResult {
    const { disabled } = this.#inside.marks;
    return html`<p class="remember">
      <label part="label"
        ><input type="checkbox" part="remember" id="remember" ?disabled=${disabled} .checked=${this.#ticked} @change=${this.#onChange} />
        ${words.text('form.remember')}</label
      >
    </p>`;
  }

  /** Keeps what stands in the fields now, where the reader wants it. */
  keep(): void {
    if (!this.#ticked) return;
    const { name, email, url } = this.#inside.marks.values;
    storing((storage) => storage.setItem(KEY, JSON.stringify({ name, email, url })));
  }

  readonly #onChange = ({ target }: Event): void => {
    this.#ticked = (target as HTMLInputElement).checked;
    if (this.#ticked) this.keep();
    else forgetDetails();
  };
}

/** Erases what is kept of a guest's details in this browser. */
export function forgetDetails(): void {
  storing((storage) => storage.removeItem(KEY));
}

/** What other scripts or versions have left there is no details of ours. */
function readDetails(): Details | undefined {
  return storing((storage) => {
    const kept = JSON.parse(storage.getItem(KEY) ?? 'null') as Partial<Record<string, unknown>> | null;
    if (!kept || typeof kept !== 'object') return undefined;
    const read = (value: unknown) => (typeof value === 'string' && value.length <= LONGEST ? value : '');
    return { name: read(kept['name']), email: read(kept['email']), url: read(kept['url']) };
  });
}
