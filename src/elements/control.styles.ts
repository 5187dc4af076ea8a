import { css } from 'lit';
import { boxStyles } from './box.styles.js';
import { commentStyles } from './comment.styles.js';

/** Looks of what an ordinary thread does not show: rare parts of comments, and what a reader does to them. */
export const controlStyles = css`
  :host {
    --_easing: var(--commentariat-easing, cubic-bezier(0.2, 0, 0, 1));
  }
  .who {
    border-radius: var(--_radius);
  }
  a.faint:hover,
  .faint a:hover {
    text-decoration-color: currentColor;
  }
  option {
    color: CanvasText;
    background: Canvas;
  }
  .avatar {
    position: relative;
    overflow: hidden;
  }
  .avatar img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .in-reply-to {
    margin-block: 0;
    margin-inline-start: var(--_text-start);
    line-height: 1.35;
  }
  .cite {
    max-inline-size: var(--_measure);
    margin: 0 0 0.75em;
  }
  .cite > * {
    display: block;
    font-style: normal;
  }
  .cite-title {
    font-weight: 650;
    line-height: 1.35;
  }
  .note {
    margin: 0 0 0.375em;
    font-style: italic;
    color: var(--_text-muted);
  }
  .pending > article {
    padding: 0.75em;
    border: 1px dashed var(--_field-line);
    border-radius: var(--_radius);
    background: var(--commentariat-pending-surface, var(--_surface-subtle));
  }
  .target > article {
    border-radius: var(--_radius);
    outline: 2px solid var(--_accent);
    outline-offset: 0.375em;
  }
  .fresh > article {
    animation: fresh 2s var(--_easing);
    border-radius: var(--_radius);
  }
  .composer {
    /* The form would take these a second time. */
    --commentariat-font-size: 1em;
    --commentariat-surface: transparent;
    margin-block: var(--_space);
  }
  .pings {
    margin-block-end: calc(2 * var(--_space));
  }
  .pings ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  p > .plain {
    text-decoration: underline;
  }

  @keyframes fresh {
    from {
      background: var(
        --commentariat-highlight,
        color-mix(in srgb, var(--commentariat-new-color, var(--_accent)) 12%, transparent)
      );
    }
  }

  /* Where nesting shows whom a comment answers, a line that says so is one too many. */
  @container (inline-size >= 30em) {
    .deep:not([data-depth='6']) {
      display: none;
    }
  }
  @container (inline-size >= 40em) {
    .deep {
      display: none;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    a,
    button {
      transition: var(--commentariat-duration, 120ms) var(--_easing);
      transition-property: color, background-color, border-color, text-decoration-color;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .fresh > article {
      animation: none;
    }
  }
  @media (pointer: coarse) {
    .plain {
      min-inline-size: max(44px, 2.75em);
    }
    select {
      min-block-size: max(44px, 2.75em);
    }
  }
  @media (forced-colors: active) {
    .target > article {
      outline-color: Highlight;
    }
  }
  /* On paper nothing can be pressed, and nothing stays folded. */
  @media print {
    .composer,
    .button,
    .plain {
      display: none;
    }
    [hidden='until-found'] {
      content-visibility: visible;
    }
    .header {
      break-after: avoid;
    }
    .cite a::after {
      content: ' (' attr(href) ')';
    }
  }
`;

/** Gives these looks to all threads of the page, shown or still to come: they share their sheets. Called by extras.ts. */
export function styleControls(): void {
  commentStyles.styleSheet?.replaceSync(boxStyles.cssText + commentStyles.cssText + controlStyles.cssText);
}
