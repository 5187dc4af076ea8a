/**
 * What a page may rely on: attributes, events, parts, slots, states and custom properties, out of the manifest of the built
 * package. `surface.json` keeps the list; what is in it can only go when the CHANGELOG says so.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './consumer.js';

interface Named {
  readonly name: string;
  readonly description?: string;
}

export interface Token extends Named {
  readonly tier: 1 | 2 | 3;
  readonly default: string;
}

/** An element, as the manifest describes it. */
export interface Described {
  readonly tagName: string;
  readonly summary: string;
  readonly attributes?: readonly Named[];
  readonly events?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly cssStates?: readonly Named[];
  readonly cssProperties?: readonly Token[];
}

const KINDS = {
  attribute: 'attributes',
  event: 'events',
  part: 'cssParts',
  slot: 'slots',
  state: 'cssStates',
  property: 'cssProperties',
} as const;

/** The slot without a name. */
const DEFAULT_SLOT = '(default)';

export const SURFACE = join(ROOT, 'test/package/surface.json');

/** The elements of the built package. */
export function described(): Described[] {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'dist/custom-elements.json'), 'utf8')) as {
    readonly modules: readonly { readonly declarations: readonly Partial<Described>[] }[];
  };
  const all = manifest.modules.flatMap(({ declarations }) => declarations);
  const elements = all.filter((each): each is Described => each.tagName !== undefined);
  return elements.sort((one, other) => one.tagName.localeCompare(other.tagName));
}

/** Lines such as `comment-thread part avatar`, sorted. */
export function surfaceOf(elements: readonly Described[]): string[] {
  const lines = elements.flatMap((element) =>
    Object.entries(KINDS).flatMap(([kind, list]) =>
      (element[list] ?? []).map(({ name }) => `${element.tagName} ${kind} ${name || DEFAULT_SLOT}`),
    ),
  );
  return lines.sort();
}

/** Lines that are gone although the CHANGELOG does not name them, in backticks, under Removed or Changed of what is unreleased. */
export function goneSilently(known: readonly string[], now: readonly string[], changelog: string): string[] {
  const unreleased = /^## \[Unreleased\]\n([^]*?)(?=^## |$(?![^]))/m.exec(changelog)?.[1] ?? '';
  const sections = [...unreleased.matchAll(/^### (?:Removed|Changed)\n([^]*?)(?=^### |$(?![^]))/gm)];
  const told = sections.map(([, text]) => text).join('\n');
  return known.filter((line) => !now.includes(line) && !told.includes(`\`${nameIn(line)}\``));
}

const nameIn = (line: string): string => line.replace(/^\S+ \S+ /, '');
