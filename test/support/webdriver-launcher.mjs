/**
 * Runs tests in WebKitGTK by its WebDriver (W3C WebDriver), one page at a time. It needs a screen: `xvfb-run -a npx wtr …`.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

const DRIVER = process.env['WEBKIT_DRIVER'] ?? 'WebKitWebDriver';
const BROWSER = process.env['MINIBROWSER'] ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const CAPABILITIES = {
  browserName: 'MiniBrowser',
  'webkitgtk:browserOptions': { binary: BROWSER, args: ['--automation'] },
};
/** How often the driver is asked whether it is there, each tenth of a second. */
const PATIENCE = 200;

/** A port that is free now. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** The driver's process and its one session. */
class Driver {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #process;
  #origin = '';
  #session = '';

  async start() {
    const port = await freePort();
    this.#origin = `http://127.0.0.1:${port}`;
    const env = { ...process.env, WEBKIT_DISABLE_DMABUF_RENDERER: '1', NO_AT_BRIDGE: '1' };
    this.#process = spawn(DRIVER, ['--host=127.0.0.1', `--port=${port}`], { env, stdio: 'ignore' });
    const failed = new Promise((_, reject) => this.#process?.once('error', reject));
    await Promise.race([this.#answering(), failed]);
    const { sessionId } = await this.#ask('POST', '/session', { capabilities: { alwaysMatch: CAPABILITIES } });
    this.#session = `/session/${sessionId}`;
  }

  /** @param {string} url */
  async open(url) {
    await this.#ask('POST', `${this.#session}/url`, { url });
  }

  async stop() {
    if (this.#session) await this.#ask('DELETE', this.#session).catch(() => {});
    this.#process?.kill();
  }

  async #answering() {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.#ask('GET', '/status');
      } catch (error) {
        if (tries > PATIENCE) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async #ask(method, path, body) {
    const response = await fetch(this.#origin + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }
}

/** @returns {import('@web/test-runner').BrowserLauncher} */
export function webdriverLauncher() {
  /** @type {Promise<Driver> | undefined} */
  let started;
  /** @type {{ id: string, url: string } | undefined} */
  let active;
  const start = async () => {
    const driver = new Driver();
    await driver.start();
    return driver;
  };
  return {
    name: 'WebKitGTK',
    type: 'webdriver',
    concurrency: 1,
    initialize: async () => {},
    isActive: (id) => active?.id === id,
    getBrowserUrl: () => active?.url ?? '',
    async startSession(id, url) {
      const driver = await (started ??= start());
      active = { id, url };
      await driver.open(url);
    },
    async stopSession(id) {
      if (active?.id === id) await (await started)?.open('about:blank');
      return {};
    },
    async startDebugSession(id, url) {
      await this.startSession(id, url);
    },
    async stop() {
      await (await started)?.stop();
      started = undefined;
    },
  };
}
