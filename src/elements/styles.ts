import { css } from 'lit';

/**
 * The tokens that several rules share. Public properties are never declared here, only read with a default, so that a page
 * can set them on `:root`, on an ancestor or on the element. Private ones (`--_x`) carry the result to the rules; a property
 * that one rule reads alone stands in that rule.
 */
export const tokens = css`
  :host {
    --_accent: var(--commentariat-accent, light-dark(#0b57d0, #a8c7fa));
    --_text-muted: var(--commentariat-text-muted, color-mix(in srgb, currentColor 82%, transparent));
    --_line: var(--commentariat-line, color-mix(in srgb, currentColor 17%, transparent));
    --_field-line: var(--commentariat-field-line, color-mix(in srgb, currentColor 65%, transparent));
    --_field-surface: var(--commentariat-field-surface, transparent);
    --_surface-subtle: var(--commentariat-surface-subtle, color-mix(in srgb, currentColor 5%, transparent));
    --_radius: var(--commentariat-radius, 0.375em);
    --_space: var(--commentariat-space, 1em);
    --_measure: var(--commentariat-measure, 60ch);
    --_font-size-meta: var(--commentariat-font-size-meta, max(0.8125em, 13px));
    --_guide-width: var(--commentariat-guide-width, 2px);
  }
`;

/** Rules that every element shares: how it sits in a page, buttons and links. The focus ring stands in box.styles.ts. */
export const shared = css`
  :host {
    display: block;
    inline-size: 100%;
    min-inline-size: 0;
  }
  :host([hidden]),
  [hidden]:not([hidden='until-found']) {
    display: none;
  }
  /* Not on the host: a page's own rules for all elements would win there. */
  .base {
    background: var(--commentariat-surface, transparent);
    font-family: var(--commentariat-font, inherit);
    font-size: var(--commentariat-font-size, 1em);
    line-height: var(--commentariat-line-height, 1.6);
    color: var(--commentariat-text, inherit);
    text-align: start;
    overflow-wrap: anywhere;
    /* Sizes children by the width at hand; the intrinsic size keeps it from vanishing in a flex or grid parent. */
    container-type: inline-size;
    contain-intrinsic-inline-size: 18em;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  a {
    color: var(--commentariat-link-color, var(--_accent));
  }
  button,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    cursor: pointer;
  }
  .plain {
    min-block-size: max(24px, 2em);
    min-inline-size: max(24px, 2em);
    padding: 0;
    border: 0;
    background: none;
    color: var(--_text-muted);
    text-align: start;
  }
  .plain:hover {
    color: var(--commentariat-text, inherit);
    text-decoration: underline;
  }
  .hidden-text {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (pointer: coarse) {
    .plain {
      min-block-size: max(44px, 2.75em);
    }
  }
`;

/** Paragraphs of plain text; what markup needs besides stands in html.styles.ts. */
export const prose = css`
  .prose {
    max-inline-size: var(--_measure);
  }
  .prose p {
    margin: 0 0 0.75em;
  }
  .prose > :last-child,
  .prose > div > :last-child {
    margin-block-end: 0;
  }
  .prose .text {
    white-space: pre-line;
  }
`;
