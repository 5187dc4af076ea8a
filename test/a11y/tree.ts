/** What Chromium tells assistive technology of the page. */
import type { CDPSession } from 'playwright-core';
import { devtools } from './stage.js';

export interface Node {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  /** Of a heading. */
  readonly level: number | undefined;
  /** How many lists it stands in. */
  readonly lists: number;
  /** Such as `expanded`, `invalid`, `required`. */
  readonly states: Readonly<Record<string, unknown>>;
  readonly children: readonly Node[];
}

interface Value {
  readonly value?: unknown;
}
interface Raw {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: Value;
  readonly name?: Value;
  readonly description?: Value;
  readonly properties?: readonly { readonly name: string; readonly value: Value }[];
  readonly childIds?: readonly string[];
}

/** The whole page. */
export async function tree(from: CDPSession = devtools): Promise<Node> {
  const { nodes } = (await from.send('Accessibility.getFullAXTree')) as unknown as { readonly nodes: readonly Raw[] };
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const [root] = nodes;
  const [made] = root ? read(root, byId, 0) : [];
  if (!made) throw new Error('The page has no accessibility tree.');
  return made;
}

/** A node and all below it, in reading order. */
export function flat(node: Node): Node[] {
  return [node, ...node.children.flatMap(flat)];
}

/** What has the focus, as a screen reader says it. */
export async function focusedNode(from: CDPSession = devtools): Promise<Node> {
  const { result } = await from.send('Runtime.evaluate', { expression: 'window.stage.focused' });
  const { nodes } = (await from.send('Accessibility.getPartialAXTree', {
    ...(result.objectId !== undefined && { objectId: result.objectId }),
    fetchRelatives: false,
  })) as unknown as { readonly nodes: readonly Raw[] };
  const [raw] = nodes;
  if (!raw) throw new Error('Nothing has the focus.');
  return nodeOf(raw, [], 0);
}

function read(raw: Raw, byId: ReadonlyMap<string, Raw>, lists: number): Node[] {
  const inside = lists + (raw.role?.value === 'list' && !raw.ignored ? 1 : 0);
  const children = (raw.childIds ?? []).flatMap((id) => {
    const child = byId.get(id);
    return child ? read(child, byId, inside) : [];
  });
  return raw.ignored ? children : [nodeOf(raw, children, lists)];
}

function nodeOf(raw: Raw, children: readonly Node[], lists: number): Node {
  const states = Object.fromEntries((raw.properties ?? []).map(({ name, value }) => [name, value.value]));
  return {
    role: text(raw.role),
    name: text(raw.name).replace(/\s+/g, ' ').trim(),
    description: text(raw.description),
    level: typeof states['level'] === 'number' ? states['level'] : undefined,
    lists,
    states,
    children,
  };
}

function text(value: Value | undefined): string {
  return typeof value?.value === 'string' ? value.value : '';
}
