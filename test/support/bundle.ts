import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

/**
 * A script for a page with everything it imports, from the sources.
 * @param entry such as `new URL('stage-page.ts', import.meta.url)`
 */
export async function bundle(entry: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    // What package.json says of side effects is about the built files.
    ignoreAnnotations: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
  });
  return outputFiles[0]?.text ?? '';
}
