/** The demo as its users get it: the program of `npm start`, in a process of its own, with a database of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Opens moderation of every demo that the tests start. */
export const TOKEN = 'token-of-the-tests';

/** How long a demo may take to start, in milliseconds: it fills its database first. */
const START = 90_000;

/** What a demo left behind when it ended. */
export interface Ended {
  /** Exit code; null when a signal ended the process at once. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of `demo/server/main.ts`. */
export interface DemoProcess {
  /** Resolves with the address that it prints; rejects when it ends before, or says nothing for too long. */
  readonly url: Promise<string>;
  readonly ended: Promise<Ended>;
  /** Asks it to end, as Ctrl+C does. */
  stop(): Promise<Ended>;
}

/** A demo on a port and a database that it keeps through restarts. */
export interface Demo {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Where it answers the protocol. */
  readonly base: string;
  /** The folder of its embedded database. */
  readonly folder: string;
  /** Ends the process; fails when it complained about anything. */
  stop(): Promise<void>;
  /** Starts it again on the same port and database. */
  start(env?: Env): Promise<void>;
  /** Ends the process and removes the database. */
  remove(): Promise<void>;
}

/** Variables of `demo/server/options.ts`. */
export type Env = Readonly<Record<string, string>>;

/** Runs the program with these variables. Whoever starts one stops it. */
export function runDemo(env: Env): DemoProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/server/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  // Whatever ends the tests ends what they started.
  process.once('exit', () => child.kill());
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }));
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { url: addressOf(child, output, ended), ended, stop };
}

async function addressOf(child: ChildProcess, output: { readonly stdout: string }, ended: Promise<Ended>) {
  // Not asked to end: it may be where it hears nothing any more (seen once in module loading of Node.js 20).
  const timer = setTimeout(() => child.kill('SIGKILL'), START);
  try {
    const printed = new Promise<string>((resolve) => {
      child.stdout?.on('data', () => {
        const url = /^Commentariat demo: (\S+)$/m.exec(output.stdout)?.[1];
        if (url) resolve(url);
      });
    });
    const tooEarly = ended.then(({ code, stderr }): never => {
      throw new Error(`The demo ended with ${code} before it printed its address. ${stderr}`);
    });
    return await Promise.race([printed, tooEarly]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Starts a demo on a free port.
 *
 * @param env `REPLIES_PER_MINUTE` is high unless set here; `DATABASE_URL` replaces the embedded database
 */
export async function startDemo(env: Env = {}): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'commentariat-demo-'));
  const always = { DATA_DIR: folder, MODERATION_TOKEN: TOKEN, REPLIES_PER_MINUTE: '1000', ...env };
  let running: DemoProcess | undefined = runDemo({ ...always, PORT: '0' });
  const origin = new URL(await running.url).origin;
  const stop = async () => {
    const ended = await running?.stop();
    running = undefined;
    if (ended && (ended.code !== 0 || ended.stderr)) {
      throw new Error(`The demo ended with ${ended.code} and complained: ${ended.stderr || '(nothing)'}`);
    }
  };
  return {
    origin,
    base: `${origin}/api`,
    folder,
    stop,
    start: async (more) => {
      running = runDemo({ ...always, ...more, PORT: new URL(origin).port });
      await running.url;
    },
    remove: () => stop().finally(() => rmSync(folder, { recursive: true, force: true })),
  };
}
