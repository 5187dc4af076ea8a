import { css } from 'lit';

export const formStyles = css`
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 1em;
    margin-block-end: 0.5em;
  }
  .title {
    font-size: 1.125em;
    font-weight: 650;
    line-height: 1.25;
    color: var(--commentariat-heading-color, inherit);
  }
  p {
    margin-block: 0 0.5em;
  }
  .hint,
  .problem {
    font-family: var(--commentariat-font-meta, inherit);
    font-size: var(--_font-size-meta);
    line-height: 1.35;
    color: var(--_text-muted);
  }
  .problem {
    color: var(--_danger);
  }
  .fields {
    display: grid;
    gap: 0.875em 1em;
    max-inline-size: var(--_measure);
  }
  .field {
    display: flex;
    flex-direction: column;
    align-items: stretch;
    gap: 0.25em;
    min-inline-size: 0;
  }
  .hint:empty {
    display: none;
  }
  input,
  textarea {
    inline-size: 100%;
    min-block-size: var(--_control-height);
    margin: 0;
    padding: 0.375em 0.625em;
    border: 1px solid var(--_field-line);
    border-radius: var(--_radius);
    background: var(--_field-surface);
    color: inherit;
    font: inherit;
    font-size: max(1em, 16px);
    line-height: 1.4;
  }
  textarea {
    resize: vertical;
    field-sizing: content;
    min-block-size: 6lh;
    max-block-size: 24lh;
  }
  [aria-invalid='true'] {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }
  .box ul {
    margin: 0;
    padding-inline-start: 1.25em;
  }
  .box p {
    margin: 0 0 0.25em;
  }
  .unsent-text {
    max-block-size: 6lh;
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .submit {
    margin-block-start: 1em;
    border-color: var(--commentariat-submit-surface, var(--_accent));
    background: var(--commentariat-submit-surface, var(--_accent));
    color: var(--commentariat-submit-text, var(--commentariat-on-accent, light-dark(#fff, #062e6f)));
    font-weight: 600;
  }
  .submit[aria-disabled='true'] {
    cursor: progress;
    opacity: 0.7;
  }
  @container (inline-size >= 30em) {
    .fields {
      grid-template-columns: 1fr 1fr;
    }
    .text {
      grid-column: 1 / -1;
    }
  }
  @media (forced-colors: active) {
    [aria-invalid='true'] {
      outline: 2px solid Mark;
    }
  }
  @media print {
    .base {
      display: none;
    }
  }
`;
