import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

/** A script of this folder with everything it imports, from the sources, for a page. */
export async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
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
