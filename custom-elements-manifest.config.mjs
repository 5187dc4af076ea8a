import { readFileSync, writeFileSync } from 'node:fs';
import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';
import { jsxTypesPlugin } from '@wc-toolkit/jsx-types';
import { tokensOf } from './.rollup/tokens.mjs';

const outdir = 'dist';
const shipped = (path) => path.replace(/^src\/(.*)\.ts$/, 'dist/$1.js');

/** Reads the tag out of `define('comment-thread', CommentThread)`: the analyzer knows `customElements.define` alone. */
const definePlugin = {
  name: 'define',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'define') return;
    const [tag, element] = node.arguments;
    if (!tag || !element || !ts.isStringLiteral(tag) || !ts.isIdentifier(element)) return;
    const declaration = { name: element.text, module: moduleDoc.path };
    moduleDoc.exports.push({ kind: 'custom-element-definition', name: tag.text, declaration });
    for (const known of moduleDoc.declarations) if (known.name === element.text) known.tagName = tag.text;
  },
};

/** The manifest describes the files that are shipped, and only what a page can use. */
const shippedPlugin = {
  name: 'shipped',
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      module.path = shipped(module.path);
      for (const { declaration } of module.exports ?? [])
        if (declaration?.module) declaration.module = shipped(declaration.module);
      for (const declaration of module.declarations ?? []) {
        // The analyzer takes the browser's own Event for one of the module that extends it.
        if (declaration.superclass?.module?.startsWith('src/')) delete declaration.superclass.module;
        declaration.members = declaration.members?.filter((member) => (member.privacy ?? 'public') === 'public');
        // It takes the first argument of an event's constructor for the event's name.
        declaration.events = declaration.events?.filter((event) => event.description);
      }
    }
  },
};

/** Custom properties of an element: those that its style sheets read. */
const tokensPlugin = {
  name: 'tokens',
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations } of customElementsManifest.modules)
      for (const declaration of declarations ?? [])
        if (declaration.tagName) declaration.cssProperties = tokensOf(declaration.tagName);
  },
};

/** The generator names event classes in jsx.d.ts without importing them. */
const jsxEventsPlugin = {
  name: 'jsx-events',
  packageLinkPhase({ customElementsManifest }) {
    const file = `${outdir}/jsx.d.ts`;
    const types = readFileSync(file, 'utf8');
    const modules = customElementsManifest.modules.filter(({ path }) => path.endsWith('events.js'));
    const names = modules.flatMap(({ declarations }) => declarations.map(({ name }) => name));
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(types));
    writeFileSync(file, `import type { ${used.join(', ')} } from './elements/index.js';\n${types}`);
  },
};

export default {
  globs: ['src/elements/{article-view,comment-thread,comment-count,reply-form,*events}.ts'],
  litelement: true,
  outdir,
  packagejson: false,
  plugins: [
    definePlugin,
    shippedPlugin,
    tokensPlugin,
    customElementVsCodePlugin({ outdir, hideLogs: true }),
    customElementJetBrainsPlugin({ outdir, packageJson: false, hideLogs: true }),
    jsxTypesPlugin({
      outdir,
      fileName: 'jsx.d.ts',
      hideLogs: true,
      componentTypePath: (_name, tag) => `./elements/${tag}.js`,
    }),
    jsxEventsPlugin,
  ],
};
