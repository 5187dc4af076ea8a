/** The parts of docs/accessibility.md that are written by the checks which have passed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { CRITERIA, passed, type Passed } from './criteria.js';
import { demoTree } from './demo-tree.js';
import { names } from './survey.js';

export const FILE = fileURLToPath(new URL('../../docs/accessibility.md', import.meta.url));

const AXE = 'axe-core: ';

/** The document as it should be. */
export async function documentNow(): Promise<string> {
  const parts = { criteria: criteriaTable(), states: statesList(), journeys: journeysList(), tree: treeList() };
  let text = readFileSync(FILE, 'utf8');
  for (const [name, content] of Object.entries(parts)) {
    const [begin, end] = [`<!-- ${name}: written by test/a11y -->`, `<!-- /${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`${FILE} has no place for “${name}”.`);
    text = `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
  }
  return format(text, { ...(await resolveConfig(FILE)), filepath: FILE });
}

export async function writeDocument(): Promise<void> {
  writeFileSync(FILE, await documentNow());
}

function criteriaTable(): string {
  const rows = Object.entries(CRITERIA).map(([number, { promise, wcag, byPerson }]) => {
    const checks = passed.filter(({ criteria }) => criteria.includes(Number(number)));
    const how = [...howOf(checks), byPerson && `a person: ${byPerson}`].filter(Boolean).join('; ');
    return `| ${number} | ${promise} | ${wcag} | ${how} |`;
  });
  return ['| # | what holds | WCAG 2.2 | checked by |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** Checks by name, those of which there are many by their number. */
function howOf(checks: readonly Passed[]): string[] {
  const journeys = checks.filter(({ keys }) => keys);
  const axe = checks.filter(({ name }) => name.startsWith(AXE));
  const others = checks.filter((each) => !journeys.includes(each) && !axe.includes(each));
  return [
    ...(axe.length > 0 ? [`axe-core in ${axe.length} states, each in six looks`] : []),
    ...others.map(({ name }) => name),
    ...(journeys.length > 0
      ? [`${journeys.length} ${journeys.length === 1 ? 'journey' : 'journeys'} by keyboard`]
      : []),
  ];
}

function statesList(): string {
  return names.map((name) => `- ${name}`).join('\n');
}

function journeysList(): string {
  return passed
    .flatMap(({ name, keys }) => (keys ? [`- **${name}**: ${keys.map(escaped).join(', ')}`] : []))
    .join('\n');
}

/** What Markdown would take for a sign of its own. */
function escaped(text: string): string {
  return text.replace(/[*_#<>[\]|`\\]/g, (sign) => `\\${sign}`);
}

function treeList(): string {
  return ['```text', ...demoTree(), '```'].join('\n');
}
