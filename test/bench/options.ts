import { parseArgs } from 'node:util';

/** The parts of the bench, in the order in which they run. */
export const PARTS = ['load', 'scroll', 'change', 'reach', 'idle', 'trees'] as const;

export type Part = (typeof PARTS)[number];

export interface Options {
  readonly parts: readonly Part[];
  /** Numbers of comments, rising. */
  readonly counts: readonly number[];
  /** How often each figure is taken; the median counts. */
  readonly runs: number;
  /** Seconds for which an idle page is watched. */
  readonly idle: number;
  /** File for everything that was measured. */
  readonly json: string | undefined;
  /** Folder with the built package. */
  readonly cdn: string;
  readonly peers: boolean;
  /** Whether docs/benchmarks.md is written: by whole runs, and by others where they are told so. */
  readonly write: boolean;
}

/** What `--help` prints. */
export const USAGE = `npm run bench -- [options]

  --quick            one run of each, up to 1,000 comments, ten idle seconds
  --only=load,trees  parts: ${PARTS.join(', ')}
  --n=100,1000       numbers of comments (10,100,1000,10000)
  --runs=5           how often each figure is taken; the median counts (5)
  --idle=60          seconds for which an idle page is watched (60)
  --no-peers         without the other widgets, which are installed from npm when they are needed
  --cdn=FOLDER       the built package (dist/cdn)
  --json=FILE        everything that was measured
  --write            writes docs/benchmarks.md although this is no whole run
`;

/**
 * Reads the command line.
 * @throws Error with a sentence for the reader where it makes no sense
 */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean' },
      quick: { type: 'boolean' },
      only: { type: 'string' },
      n: { type: 'string' },
      runs: { type: 'string' },
      idle: { type: 'string' },
      'no-peers': { type: 'boolean' },
      cdn: { type: 'string', default: 'dist/cdn' },
      json: { type: 'string' },
      write: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  const isWhole = !values.quick && !values.only && !values.n && !values['no-peers'];
  return {
    parts: values.only?.split(',').map(readPart) ?? PARTS,
    counts: readCounts(values.n ?? (values.quick ? '10,100,1000' : '10,100,1000,10000')),
    runs: readNumber('runs', values.runs ?? (values.quick ? '1' : '5')),
    idle: readNumber('idle', values.idle ?? (values.quick ? '10' : '60')),
    json: values.json,
    cdn: values.cdn,
    peers: !values['no-peers'],
    write: values.write ?? isWhole,
  };
}

function readPart(name: string): Part {
  const part = PARTS.find((known) => known === name);
  if (!part) throw new Error(`--only: '${name}' is none of ${PARTS.join(', ')}.`);
  return part;
}

function readCounts(list: string): number[] {
  return list
    .split(',')
    .map((count) => readNumber('n', count))
    .sort((a, b) => a - b);
}

function readNumber(name: string, text: string): number {
  const number = Number(text.replaceAll('_', ''));
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`--${name}: '${text}' is no whole number above 0.`);
  return number;
}
