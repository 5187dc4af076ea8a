/** The processes of PHP's own web server: one that listens, and workers that share its port. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** How long PHP may take until it listens, in milliseconds, on a machine busy with other things. */
const START = 30_000;
/** Enough for a browser that fetches in parallel, and for a WordPress that asks itself. */
const WORKERS = '4';
/** Ends everything in this group when PHP ends, and when whoever started it has ended in whatever way. */
const GUARD = '{ php "$@"; kill -9 0; } & read -r _; kill -9 0';

/** A web server on one port that can be started again after it has been stopped. */
export class PhpServer {
  readonly #arguments: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  #running: ChildProcess | undefined;

  /** @param router script that answers, see php.net/features.commandline.webserver */
  constructor(port: number, root: string, router: string, env: NodeJS.ProcessEnv) {
    const settings = ['opcache.enable=1', 'opcache.enable_cli=1', 'memory_limit=256M'].flatMap((set) => ['-d', set]);
    this.#arguments = [...settings, '-S', `127.0.0.1:${port}`, '-t', root, router];
    this.#env = { ...process.env, ...env, PHP_CLI_SERVER_WORKERS: WORKERS };
  }

  async start(): Promise<void> {
    const child = spawn('sh', ['-c', GUARD, 'php', ...this.#arguments], {
      env: this.#env,
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    this.#running = child;
    await listening(child);
  }

  /** Ends it at once, whatever it is at. */
  async stop(): Promise<void> {
    const child = this.#running;
    this.#running = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    kill(child);
    await ended;
  }
}

function kill({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}

/** PHP says on its error channel when it listens, and whatever kept it from doing so. */
async function listening(child: ChildProcess): Promise<void> {
  let said = '';
  const timer = setTimeout(() => kill(child), START);
  const started = new Promise<void>((resolve) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-2000);
      if (/Development Server .* started/.test(said)) resolve();
    });
  });
  const tooEarly = once(child, 'exit').then(() => {
    throw new Error(`PHP ended before it listened. ${said}`);
  });
  tooEarly.catch(() => undefined);
  await Promise.race([started, tooEarly]).finally(() => clearTimeout(timer));
}
