import { css } from 'lit';

/** Typography of markup in bodies, of comments and articles alike; it comes with the sanitizer. */
export const htmlStyles = css`
  .prose :is(ul, ol, dl, pre, blockquote, table, h2, h3, h4, h5, h6) {
    margin-block: 0 0.75em;
    margin-inline: 0;
  }
  .prose :is(h2, h3, h4, h5, h6) {
    margin-block-start: 1.25em;
    font-size: 1em;
    line-height: 1.35;
  }
  .prose :is(ul, ol) {
    padding-inline-start: 1.5em;
  }
  .prose blockquote {
    padding-inline-start: 1em;
    border-inline-start: var(--_guide-width) solid var(--_line);
  }
  .prose pre {
    overflow-x: auto;
    padding: 0.75em;
    border-radius: var(--_radius);
    background: var(--_surface-subtle);
  }
  .prose :is(code, kbd, samp, pre) {
    font-family: ui-monospace, monospace;
    font-size: 0.9375em;
  }
  .prose img {
    max-inline-size: 100%;
    block-size: auto;
  }
  .prose .load {
    max-inline-size: 100%;
    padding: 0.25em 0.75em;
    border: 1px solid var(--_field-line);
    border-radius: var(--_radius);
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .prose .load:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .prose .embed {
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 16 / 9;
    border: 0;
  }
  /* The text of the link names another host than the one it leads to. */
  .prose .other-host {
    text-decoration-style: wavy;
  }
  .prose .other-host::after {
    content: ' → ' attr(data-host);
    unicode-bidi: isolate;
    font-weight: bold;
  }
  @media print {
    .prose a::after {
      content: ' (' attr(href) ')';
    }
    .prose .load {
      display: none;
    }
  }
  .prose table {
    display: block;
    overflow-x: auto;
    border-collapse: collapse;
  }
  .prose :is(td, th) {
    padding: 0.25em 0.75em;
    border: 1px solid var(--_line);
    text-align: start;
  }
`;
