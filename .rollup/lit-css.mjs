/**
 * Lit's module for styles, in the form that browsers with constructable style sheets need. All that know `light-dark()`,
 * which our styles use, have them: Lit's way around their absence is left out. Only for the CDN build, where that saves
 * about 400 bytes of every reader's download.
 * @returns {import('rollup').Plugin}
 */
export const litCss = () => ({
  name: 'lit-css',
  resolveId: (id, from) => (id === './css-tag.js' && from?.includes('@lit/reactive-element') ? '\0lit-css' : null),
  load: (id) => (id === '\0lit-css' ? CODE : null),
});

const CODE = `
export class CSSResult {
  constructor(cssText) {
    this.cssText = cssText;
  }
  get styleSheet() {
    if (!this.sheet) (this.sheet = new CSSStyleSheet()).replaceSync(this.cssText);
    return this.sheet;
  }
}
export const unsafeCSS = (text) => new CSSResult(text);
export const css = ([text]) => unsafeCSS(text);
export const supportsAdoptingStyleSheets = true;
export const getCompatibleStyle = (style) => style;
export const adoptStyles = (root, styles) => {
  root.adoptedStyleSheets = styles.map((style) => style.styleSheet ?? style);
};
`;
