import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The parts of package.json that the tests read. */
export interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default?: string }>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly unpkg: string;
  readonly jsdelivr: string;
}

/** A project that depends on the package as npm would publish it. */
export interface Consumer {
  /** The project's folder. */
  readonly dir: string;
  /** Where the package is installed in it. */
  readonly installed: string;
  readonly tarball: string;
  /** Paths inside the tarball, sorted. */
  readonly files: readonly string[];
  readonly manifest: Manifest;
}

/**
 * Packs the built package and installs the tarball into a new project in the temp folder. Only what package.json names
 * under `dependencies` is installed beside it (linked from this repository, so that no registry is asked), so that an
 * import of anything else fails. It is removed after the tests of the file that asked for it.
 */
export function makeConsumer(): Consumer {
  const dir = mkdtempSync(join(tmpdir(), 'commentariat-consumer-'));
  after(() => rmSync(dir, { recursive: true, force: true }));
  const packed = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', dir], ROOT),
  ) as unknown;
  const { filename, files } = firstPack(packed);
  const modules = join(dir, 'node_modules');
  mkdirSync(modules);
  run('tar', ['-xzf', filename], dir);
  const installed = join(modules, 'commentariat');
  renameSync(join(dir, 'package'), installed);
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest;
  for (const name of Object.keys(manifest.dependencies)) link(name, modules);
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  const paths = files.map(({ path }) => path).sort();
  return { dir, installed, tarball: join(dir, filename), files: paths, manifest };
}

interface Pack {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** npm up to 11 answers with a list, later ones with an object by package name. */
function firstPack(packed: unknown): Pack {
  const [pack] = Object.values(packed as Record<string, Pack>);
  if (!pack) throw new Error('npm pack named no tarball.');
  return pack;
}

function link(name: string, modules: string): void {
  mkdirSync(dirname(join(modules, name)), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'junction');
}

/** Runs a program to its end and returns what it printed; throws with all its output when it fails. */
export function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 1e8 });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args.join(' ')} failed (${status ?? error?.message}):\n${stdout}\n${stderr}`);
}
