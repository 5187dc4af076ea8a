import js from '@eslint/js';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Ways in for markup and code that nobody has checked. Only safe-html.ts turns a string into nodes. */
const UNSAFE = [
  {
    // Not where it is only read, to ask something of the text.
    selector: ':not(MemberExpression) > MemberExpression[property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Markup becomes nodes in elements/safe-html.ts alone.',
  },
  {
    selector: 'Property[key.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Markup becomes nodes in elements/safe-html.ts alone.',
  },
  {
    selector: 'Literal[value=/^(innerHTML|outerHTML|srcdoc|insertAdjacentHTML|setHTMLUnsafe)$/]',
    message: 'Markup becomes nodes in elements/safe-html.ts alone.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment|parseFromString)$/]',
    message: 'Markup becomes nodes in elements/safe-html.ts alone.',
  },
  {
    selector: 'CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/]',
    message: 'document.write is never needed here.',
  },
  {
    selector: 'CallExpression[callee.property.name="setAttribute"][arguments.0.value=/^(on.*|srcdoc|style)$/i]',
    message: 'These attributes run code or break a strict Content-Security-Policy.',
  },
  {
    selector:
      'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/[\\s.?@](innerHTML|outerHTML|srcdoc|style)\\s*=/i]',
    message: 'Bind text or nodes; set custom properties with style.setProperty, which a strict policy allows.',
  },
];

const NO_DEFAULT = [
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
  { selector: 'ExportSpecifier[exported.name="default"]', message: 'Name what you export.' },
];

const UNSAFE_DIRECTIVES = {
  group: [
    'lit/directives/unsafe-*',
    'lit/directives/style-map*',
    'lit-html/directives/unsafe-*',
    'lit/static-html*',
    'lit-html/static*',
  ],
  message: 'Unchecked markup, or blocked by a strict Content-Security-Policy.',
};

const typed = {
  files: ['{src,test,demo}/**/*.ts'],
  extends: [tseslint.configs.recommendedTypeChecked],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  rules: {
    '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    '@typescript-eslint/no-floating-promises': [
      'error',
      {
        allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite'] }],
      },
    ],
    '@typescript-eslint/parameter-properties': 'error',
    // A backend's methods are async by contract, whether they wait for anything or not.
    '@typescript-eslint/require-await': 'off',
    // Lit calls the listeners of a template on its element, and tests take spies and methods of fakes apart.
    '@typescript-eslint/unbound-method': 'off',
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  },
};

const source = {
  files: ['src/**/*.ts'],
  rules: {
    // Without comments: the class docs of an element are the reference that the manifest is made from.
    'max-lines': ['error', { max: 300, skipComments: true }],
    'no-console': ['error', { allow: ['warn', 'error'] }],
    'no-eval': 'error',
    'no-implied-eval': 'error',
    'no-new-func': 'error',
    'no-restricted-imports': ['error', { patterns: [UNSAFE_DIRECTIVES] }],
    'no-restricted-syntax': ['error', ...UNSAFE, ...NO_DEFAULT],
  },
};

/** Core runs in Node and workers too; the build guards what it imports at run time, this what it imports as types. */
const core = {
  files: ['src/core/**/*.ts'],
  rules: {
    'no-restricted-globals': [
      'error',
      'document',
      'window',
      'customElements',
      'localStorage',
      'sessionStorage',
      'location',
    ],
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          UNSAFE_DIRECTIVES,
          { group: ['lit', 'lit/*', '@lit/*', 'dompurify', '**/elements/**'], message: 'Core knows no DOM.' },
        ],
      },
    ],
  },
};

const elements = {
  files: ['src/elements/**/*.ts'],
  extends: [lit['flat/recommended'], wc['flat/best-practice']],
  plugins: { 'lit-a11y': litA11y },
  rules: {
    ...litA11y.configs.recommended.rules,
    // One listener on a container serves the buttons inside it.
    'lit-a11y/click-events-have-key-events': 'off',
    // Safari takes the role away from a list whose style shows no markers; saying it again brings it back.
    'lit-a11y/no-redundant-role': 'off',
  },
};

const browserTests = {
  files: ['test/{elements,corpus}/**/*.ts'],
  rules: {
    // Chai's assertions are properties: `expect(x).to.be.true`.
    '@typescript-eslint/no-unused-expressions': 'off',
    'no-restricted-syntax': [
      'error',
      {
        selector:
          'ExpressionStatement > CallExpression[callee.property.name=/^(accessible|isAccessible|equalSnapshot)$/]',
        message: 'Await it, or the test ends before it has looked.',
      },
    ],
    // Their type is that of a promise, whether they wait for anything or not.
    '@typescript-eslint/no-floating-promises': 'off',
  },
};

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'demo/.data', 'test/corpora'] },
  js.configs.recommended,
  { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
  {
    files: ['demo/**/*.js', '.rollup/lit/*.js', 'test/support/raw-stage.js'],
    languageOptions: { globals: globals.browser },
  },
  { files: ['test/bench/pages/*.js'], languageOptions: { globals: { ...globals.browser, bench: 'readonly' } } },
  typed,
  source,
  {
    // The pages of the demo are examples for others.
    files: ['demo/**/*.js'],
    rules: {
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': ['error', ...UNSAFE],
    },
  },
  { files: ['src/elements/safe-html.ts'], rules: { 'no-restricted-syntax': ['error', ...NO_DEFAULT] } },
  core,
  elements,
  browserTests,
);
