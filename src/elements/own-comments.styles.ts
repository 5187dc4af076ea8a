import { css } from 'lit';

/** Looks of what readers do to comments of their own; they come with it. */
export const ownStyles = css`
  .own textarea {
    display: block;
    inline-size: 100%;
    max-inline-size: var(--_measure);
    min-block-size: 6lh;
    max-block-size: 24lh;
    margin-block-end: 0.5em;
    padding: 0.375em 0.625em;
    border: 1px solid var(--_field-line);
    border-radius: var(--_radius);
    background: var(--_field-surface);
    color: inherit;
    font: inherit;
    font-size: max(1em, 16px);
    field-sizing: content;
    resize: vertical;
  }
  .own .button {
    margin-inline-end: 0.5em;
  }
  .own p {
    margin-block: 0 0.5em;
  }
`;
