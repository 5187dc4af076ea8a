/** On what the figures were taken. */
import { readdirSync, statSync } from 'node:fs';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { peerVersions } from './peers.js';

/** Lines for the report: machine, browser, versions. */
export function describeMachine(
  browser: Browser,
  options: { readonly peers: boolean; readonly runs: number },
): string[] {
  const [cpu] = cpus();
  const busy = loadavg().map((load) => load.toFixed(1));
  return [
    `Machine: ${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB; ${platform()} ${release()}.`,
    `Load of the machine when the bench began (1, 5, 15 minutes): ${busy.join(', ')}.`,
    `Browser: Chromium ${browser.version()}, headless, without a graphics processor. Node ${process.versions.node}.`,
    ...(options.peers ? [`Peers: ${peerVersions().join(', ')}.`] : []),
    `${options.runs} ${options.runs === 1 ? 'run' : 'interleaved runs'} of each; medians. ${new Date().toISOString().slice(0, 10)}.`,
  ];
}

/** Whether the built package is older than what it is built from. */
export function isStale(cdn: string, source: string): boolean {
  const built = statSync(join(cdn, 'commentariat.js')).mtimeMs;
  return readdirSync(source, { recursive: true, encoding: 'utf8' }).some(
    (file) => statSync(join(source, file)).mtimeMs > built,
  );
}
