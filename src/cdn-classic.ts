/** Everything in one file, for a plain `<script>`: its exports are the properties of the one global, `Commentariat`. */
export * from './core/index.js';
export * from './elements/index.js';
export { addLanguage } from './elements/language-scripts.js';
