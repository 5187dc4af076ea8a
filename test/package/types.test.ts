import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeConsumer, ROOT, run } from './consumer.js';

const consumer = makeConsumer();

const COMPILER = {
  noEmit: true,
  strict: true,
  target: 'es2022',
  lib: ['es2023', 'dom', 'dom.iterable'],
  module: 'nodenext',
  jsx: 'preserve',
  types: [],
};

/** Type-checks one file of the consumer; throws with what the compiler says. */
function compile(file: string, code: string, skipLibCheck = false): void {
  writeFileSync(join(consumer.dir, file), code);
  const config = { compilerOptions: { ...COMPILER, skipLibCheck }, files: [file] };
  writeFileSync(join(consumer.dir, 'tsconfig.json'), JSON.stringify(config));
  run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc')], consumer.dir);
}

test('the declarations compile in a strict project, libraries checked too, and refuse what is wrong', () => {
  compile(
    'library.ts',
    `import { Discussion, type Backend, type Comment } from 'commentariat';
    import { json } from 'commentariat/backends/json.js';
    import { ru } from 'commentariat/locales/ru.js';
    import { backendContract } from 'commentariat/contract.js';
    import type { CommentThread } from 'commentariat/elements.js';
    const backend: Backend = json({ document: [] });
    const thread = document.querySelector('comment-thread') satisfies CommentThread | null;
    thread?.addEventListener('comment-load', (event) => event.comments satisfies readonly Comment[]);
    // @ts-expect-error An address is a text.
    json({ src: 7 });
    void [Discussion, backend, ru, backendContract];`,
  );
});

test('JSX knows the elements, their properties and their events', () => {
  // The generated file names the JSX modules of many frameworks; those that are not installed cannot be checked.
  const skipLibCheck = true;
  compile(
    'page.tsx',
    `import type { CustomElements } from 'commentariat/jsx';
    declare global { namespace JSX { interface IntrinsicElements extends CustomElements {} } }
    export const page = <comment-thread src="/a.json" oncomment-load={(event) => event.comments.length} />;
    // @ts-expect-error A depth is a number.
    export const wrong = <comment-thread maxDepth="six" />;`,
    skipLibCheck,
  );
});
