import { after, before, beforeEach, describe } from 'node:test';
import { startWordPress, type Options, type Version, type WordPress } from './server.js';

/** Both versions that everything is tried on. */
export const VERSIONS: readonly Version[] = ['newest', 'oldest'];

/** A block theme that comes with each version; the classic one, `twentytwentyone`, is there on both. */
export const BLOCK_THEME: Readonly<Record<Version, string>> = {
  newest: 'twentytwentyfour',
  oldest: 'twentytwentythree',
};

/**
 * Defines the same tests for each version, and starts one WordPress for all tests of a version, which is as new before each
 * of them.
 *
 * @param define gets a function, since there is no server yet while tests are being defined
 */
export function onEachVersion(define: (site: () => WordPress, version: Version) => void, options: Options = {}): void {
  for (const version of VERSIONS) {
    describe(`WordPress, ${version} version`, () => {
      let wp: WordPress | undefined;
      before(async () => {
        wp = await startWordPress(version, options);
      });
      beforeEach(() => wp?.reset());
      after(() => wp?.remove());
      define(() => {
        if (!wp) throw new Error('WordPress runs only while tests run.');
        return wp;
      }, version);
    });
  }
}
