import { readFileSync } from 'node:fs';

/** A custom property that a page may set, as the manifest has it. */
/** @typedef {{ tier: 1 | 2 | 3, name: string, syntax: string, default: string, description: string }} Token */

const ELEMENTS = new URL('../src/elements/', import.meta.url);

/** @type {readonly Token[]} */
export const TOKENS = JSON.parse(readFileSync(new URL('tokens.json', ELEMENTS), 'utf8'));

/**
 * The properties that the style sheets of an element read, in the order of their tiers.
 * @param {string} element name of its module.
 * @returns {Token[]}
 */
export function tokensOf(element) {
  const read = readBy(element);
  return TOKENS.filter(({ name }) => read.has(name));
}

/**
 * Names of all properties that a module's style sheets read, those of modules included that it loads.
 * @param {string} first
 * @returns {Set<string>}
 */
export function readBy(first) {
  const modules = new Set([first]);
  /** @type {Set<string>} */
  const names = new Set();
  for (const module of modules) {
    const source = readFileSync(new URL(`${module}.ts`, ELEMENTS), 'utf8');
    if (/(^|\.)styles$/.test(module)) for (const [name] of source.matchAll(/--commentariat-[a-z-]+/g)) names.add(name);
    for (const [, next = ''] of source.matchAll(/^(?:import|export) (?!type\b)[^;]*?'\.\/([\w.-]+)\.js'/gm))
      modules.add(next);
    for (const [, next = ''] of source.matchAll(/\bimport\('\.\/([\w.-]+)\.js'\)/g)) modules.add(next);
  }
  return names;
}
