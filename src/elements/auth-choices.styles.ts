import { css } from 'lit';

/** Looks of the choices, which come with them. */
export const authStyles = css`
  .auth {
    grid-column: 1 / -1;
  }
  .auth p {
    margin: 0;
  }
  .as,
  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.75em;
  }
  .choices p {
    flex-basis: 100%;
  }
  .choices .button {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
  }
  .choices .button[aria-pressed='true'] {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  /* Drawn by the style sheet, since they are no text to be read. */
  .icon,
  .face {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    overflow: hidden;
    inline-size: 1.75em;
    block-size: 1.75em;
    border-radius: 50%;
    background: color-mix(in srgb, var(--commentariat-provider-color, currentColor) 16%, transparent);
    font-weight: 600;
    line-height: 1;
  }
  .icon {
    border: 2px solid var(--commentariat-provider-color, currentColor);
    font-size: 0.8125em;
  }
  .icon::before {
    content: attr(data-icon) / '';
  }
  .face:not(:has(img))::before {
    content: attr(data-initials) / '';
  }
  .face img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .warning {
    border-inline-start-color: var(--commentariat-warning, light-dark(#8a5100, #ffb870));
  }
  .box > * {
    margin-inline-end: 0.75em;
  }
  .box > a {
    display: inline-flex;
    align-items: center;
    min-block-size: max(24px, 2em);
  }
  @media (pointer: coarse) {
    .box > a {
      min-block-size: max(44px, 2.75em);
    }
  }
  @media (forced-colors: active) {
    .choices .button[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -3px;
    }
  }
  .auth .box {
    margin-block: 0 0.5em;
  }
  .auth .as + .choices {
    margin-block-start: 0.5em;
  }
`;
