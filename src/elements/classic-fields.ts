import { asStored } from '../core/wordpress/stored-text.js';
import type { Draft } from '../core/types.js';
import { textFieldOf } from './classic-form.js';

/**
 * What the theme's form would send with this reply in it. Everything else in the form travels along as it stands there:
 * hidden fields of WordPress and of plugins against spam, and boxes that are ticked. So the consent to keep name and
 * address in cookies is given only where the reader, now or on an earlier visit, has given it in that form.
 */
export function fieldsOf(form: HTMLFormElement, { guest = {}, parentId, text }: Draft): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  const button = form.querySelector<HTMLInputElement | HTMLButtonElement>('[type="submit"][name]');
  if (button) fields.set(button.name, button.value);
  const { name: author = '', email = '', url = '' } = guest;
  for (const [name, value] of Object.entries({ author, email, url })) {
    if (form.querySelector(`[name="${name}"]:not([type="hidden"])`)) fields.set(name, value);
  }
  fields.set(textFieldOf(form)?.name || 'comment', asStored(text));
  fields.set('comment_parent', parentId ?? '0');
  return fields;
}
