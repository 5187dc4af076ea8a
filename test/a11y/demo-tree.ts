/** The demo's thread as assistive technology is told of it: the built package, a real server, Chromium. */
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { settle } from '../e2e/visits.js';
import { startDemo } from '../support/demo.js';
import { check } from './criteria.js';
import { browser, HERE } from './stage.js';
import { flat, tree, type Node } from './tree.js';

/** Nodes that say nothing by themselves. */
const SILENT = /^(none|generic|StaticText|InlineTextBox|LineBreak|LabelText|MenuListPopup|ListMarker)$/;
const LONGEST = 60;

const lines: string[] = [];

/** One line for each node of the demo's thread, indented as it is nested. */
export function demoTree(): readonly string[] {
  return lines;
}

check([2, 4, 5, 6, 7], 'the tree of the demo’s thread in Chromium is the one in docs/accessibility.md', async () => {
  const demo = await startDemo();
  after(() => demo.remove());
  // So high that everything is laid out: far from the window, some of it comes to the tree late.
  const context = await browser.newContext({ ...HERE, viewport: { width: 1000, height: 12_000 } });
  const opened = await context.newPage();
  await opened.goto(`${demo.origin}/index.html`);
  await settle(opened);
  // What comes by files of its own, when they come.
  for (const name of ['provider-button', 'remember'])
    await opened.locator(`reply-form [part~=${name}]`).first().waitFor();
  const session = await context.newCDPSession(opened);
  // Chromium builds the tree bit by bit.
  for (let before = ''; ; before = lines.splice(0).join('\n')) {
    const thread = flat(await tree(session)).find(({ name, role }) => role === 'region' && /^\d+ responses/.test(name));
    assert.ok(thread, 'the demo has a thread');
    lines.push(...linesOf(thread, 0));
    if (lines.join('\n') === before) break;
    await opened.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }
  await context.close();
});

function linesOf(node: Node, depth: number): string[] {
  if (SILENT.test(node.role)) return node.children.flatMap((child) => linesOf(child, depth));
  return [`${'  '.repeat(depth)}${lineOf(node)}`, ...node.children.flatMap((child) => linesOf(child, depth + 1))];
}

function lineOf(node: Node): string {
  const { level, name, role, states } = node;
  const text = name || (role === 'paragraph' ? textIn(node) : '');
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const more = [
    level !== undefined && `level ${level}`,
    'expanded' in states && (states['expanded'] ? 'expanded' : 'collapsed'),
    states['required'] === true && 'required',
  ].filter(Boolean);
  return [role, shown && `“${shown}”`, more.length > 0 && `(${more.join(', ')})`].filter(Boolean).join(' ');
}

function textIn(node: Node): string {
  return flat(node)
    .filter(({ role }) => role === 'StaticText')
    .map(({ name }) => name)
    .join(' ');
}
