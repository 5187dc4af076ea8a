/** The reference for translators in docs/translating.md, made from the texts and their descriptions. */
import { descriptions } from '../../src/core/locales/descriptions.js';
import type { MessageKey } from '../../src/core/messages.js';
import { en, formsOf } from './catalogues.js';

const START = '<!-- texts -->';
const END = '<!-- /texts -->';

/** The guide with an up-to-date reference in it. */
export function withReference(guide: string): string {
  const [before = '', rest = ''] = guide.split(START);
  return `${before}${START}\n\n${reference()}\n${END}${rest.split(END)[1] ?? ''}`;
}

function reference(): string {
  const order = Object.keys(descriptions) as MessageKey[];
  const rows = order.map((key) => `| \`${key}\` | ${cell(key)} | ${descriptions[key]} |`);
  return ['| key | English | where it stands |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function cell(key: MessageKey): string {
  const forms = Object.entries(formsOf(en[key]));
  return forms.map(([form, text]) => (forms.length > 1 ? `\`${form}\` ${text}` : text)).join('<br>');
}
