import { css } from 'lit';

/**
 * Buttons that stand for themselves, boxes around what must be noticed, and the focus ring. A thread gets it
 * when a hand or the focus comes near.
 */
export const boxStyles = css`
  :host {
    --_danger: var(--commentariat-danger, light-dark(#b3261e, #f2b8b5));
    --_control-height: var(--commentariat-control-height, 2.25em);
  }
  :focus-visible {
    outline: var(--commentariat-focus-ring, 2px solid var(--_accent));
    outline-offset: 2px;
  }
  /* Room for a sticky header of the page. */
  [tabindex] {
    scroll-margin-block: max(6em, 5rem);
  }
  .button {
    min-block-size: var(--_control-height);
    padding-inline: 1em;
    border: 1px solid var(--_field-line);
    border-radius: var(--_radius);
    background: var(--_field-surface);
  }
  .box {
    margin-block: var(--_space);
    padding: 0.75em 1em;
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_field-line);
    border-radius: var(--_radius);
  }
  .danger {
    border-inline-start-color: var(--_danger);
  }
  .success {
    border-inline-start-color: var(--commentariat-success, light-dark(#146c2e, #6dd58c));
  }
  @media (pointer: coarse) {
    .button {
      min-block-size: max(44px, 2.75em);
    }
  }
`;
