/**
 * The comment form that WordPress prints for a theme: what it asks for, and what travels with it. Its own texts are in any
 * language, so that only its names and classes are read.
 */
import type { Author, Need, ReplyPolicy } from '../core/types.js';

const FORM = 'form[action*="wp-comments-post.php"]';
const LOGIN = '.must-log-in';
const CLOSED = '.no-comments,.nocomments,.comments-closed';
const NOBODY = { name: 'no', email: 'no', url: 'no' } as const;

/** The form in an element, else elsewhere in its page, but never one of another thread. */
export function formIn(element: Element): HTMLFormElement | undefined {
  return signIn(element)?.form;
}

/** Who may write here, as the page says it; undefined where it says nothing. */
export function policyIn(element: Element): ReplyPolicy | undefined {
  const sign = signIn(element);
  if (!sign) return undefined;
  const { form, login } = sign;
  if (form) return policyOf(form);
  const link = login?.querySelector<HTMLAnchorElement>('a[href]')?.href;
  return { ...NOBODY, access: login ? 'login' : 'closed', ...(link && /^https?:/.test(link) && { login: link }) };
}

/** The first thing that says who may write. */
interface Sign {
  readonly form?: HTMLFormElement | undefined;
  readonly login?: Element | undefined;
}

function signIn(element: Element): Sign | undefined {
  for (const root of [element, element.ownerDocument]) {
    const find = <T extends Element>(selector: string) =>
      [...root.querySelectorAll<T>(selector)].find((found) => isOf(element, found));
    const sign = { form: find<HTMLFormElement>(FORM), login: find(LOGIN) };
    if (sign.form || sign.login || find(CLOSED)) return sign;
  }
  return undefined;
}

function isOf(element: Element, found: Element): boolean {
  return (found.closest(element.localName) ?? element) === element;
}

function policyOf(form: HTMLFormElement): ReplyPolicy {
  const maxLength = Number(textFieldOf(form)?.getAttribute('maxlength'));
  const as = writerIn(form);
  const login = isOfAccount(form) && loginBeside(form);
  return {
    access: 'open',
    name: needOf(form, 'author'),
    email: needOf(form, 'email'),
    url: needOf(form, 'url'),
    ...(maxLength > 0 && { maxLength }),
    ...(as && { as }),
    ...(login && { login }),
  };
}

/** Whether WordPress has printed it for somebody who is logged in. */
export function isOfAccount(form: HTMLFormElement): boolean {
  return form.querySelector('.logged-in-as') !== null;
}

/** WordPress' own page to log in, which lies beside what the form is sent to. */
function loginBeside({ ownerDocument, attributes }: HTMLFormElement): string | undefined {
  const action = attributes.getNamedItem('action')?.value ?? '';
  if (!URL.canParse(action, ownerDocument.baseURI)) return undefined;
  const login = new URL('wp-login.php', new URL(action, ownerDocument.baseURI));
  login.searchParams.set('redirect_to', ownerDocument.URL.replace(/#.*/, ''));
  return login.href;
}

/** The field for the text. Some plugins give it another name, and put a hidden one beside it to catch robots. */
export function textFieldOf(form: HTMLFormElement): HTMLTextAreaElement | null {
  return (
    form.querySelector<HTMLTextAreaElement>(
      'textarea:not([aria-hidden="true"],[tabindex="-1"],[hidden],[style*="none"])',
    ) ?? form.querySelector<HTMLTextAreaElement>('textarea')
  );
}

function needOf(form: HTMLFormElement, name: string): Need {
  const field = form.querySelector<HTMLInputElement>(`input[name="${name}"]:not([type="hidden"])`);
  if (!field) return 'no';
  const label = form.querySelector(`label[for="${CSS.escape(field.id)}"]`) ?? field.closest('label,p');
  const isRequired =
    field.required || field.getAttribute('aria-required') === 'true' || label?.querySelector('.required');
  return isRequired ? 'required' : 'optional';
}

/** Whose account it is. The toolbar of WordPress has the bare name, the form's line only where it is English. */
function writerIn(form: HTMLFormElement): Author | undefined {
  const line = form.querySelector('.logged-in-as')?.textContent.replace(/\s+/g, ' ').trim();
  if (!line) return undefined;
  const known = form.ownerDocument.querySelector('#wpadminbar .display-name')?.textContent.trim();
  const name =
    known && line.includes(known) ? known : /^Logged in as (.+?)\. (?:Edit your profile|Log out)/.exec(line)?.[1];
  return name === undefined ? undefined : { name };
}
