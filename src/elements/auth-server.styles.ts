import { css } from 'lit';

/** Looks of the field for the server of an account; they come with it. */
export const serverStyles = css`
  .auth .server > * + * {
    margin-block-start: 0.5em;
  }
`;
