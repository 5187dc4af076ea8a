/** The tables of docs/theming.md, written from the manifest of the built package. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './consumer.js';
import type { Described, Token } from './surface.js';

export const GUIDE = join(ROOT, 'docs/theming.md');
const PLACE = /(<!-- reference[^>]*-->\n)[^]*(<!-- end of reference -->)/;

const TIERS = {
  1: 'What most pages need',
  2: 'Finer settings',
  3: 'Single places, which follow the first',
} as const;

/** The guide with tables that say what the elements are now. */
export function withReference(guide: string, elements: readonly Described[]): string {
  if (!PLACE.test(guide)) throw new Error('docs/theming.md has lost the place of its reference.');
  return guide.replace(PLACE, (_all, start: string, end: string) => `${start}\n${reference(elements)}\n${end}`);
}

export function readGuide(): string {
  return readFileSync(GUIDE, 'utf8');
}

function reference(elements: readonly Described[]): string {
  const tokens = tokensOf(elements);
  const tiers = Object.entries(TIERS).map(([tier, title]) => {
    const rows = tokens.filter((token) => String(token.tier) === tier);
    const lines = rows.map((token) => [`\`${token.name}\``, `\`${token.default}\``, token.description]);
    return `### ${title} (${rows.length})\n\n${table(['property', 'default', 'what it is'], lines)}`;
  });
  return [...tiers, ...elements.map(elementReference)].join('\n');
}

/** Each property once, in the order of its list. */
function tokensOf(elements: readonly Described[]): Token[] {
  const all = new Map<string, Token>();
  const order = JSON.parse(readFileSync(join(ROOT, 'src/elements/tokens.json'), 'utf8')) as readonly Token[];
  for (const token of elements.flatMap(({ cssProperties = [] }) => cssProperties)) all.set(token.name, token);
  return order.flatMap(({ name }) => all.get(name) ?? []);
}

function elementReference({ tagName, summary, cssParts = [], slots = [], cssStates = [] }: Described): string {
  const lists = [
    ['part', cssParts, (name: string) => `\`::part(${name})\``],
    ['state', cssStates, (name: string) => `\`:state(${name})\``],
    ['slot', slots, (name: string) => (name ? `\`slot="${name}"\`` : '(no name)')],
  ] as const;
  const tables = lists
    .filter(([, rows]) => rows.length > 0)
    .map(([kind, rows, write]) =>
      table(
        [kind, 'what it is'],
        rows.map(({ name, description }) => [write(name), description]),
      ),
    );
  return `### \`<${tagName}>\`\n\n${summary}\n\n${tables.join('\n')}`;
}

function table(head: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string {
  const line = (cells: readonly (string | undefined)[]) =>
    `| ${cells.map((cell = '') => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}
