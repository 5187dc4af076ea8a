import { css } from 'lit';

/** Looks of the box by which a guest's details are kept; they come with it. */
export const detailsStyles = css`
  .remember {
    grid-column: 1 / -1;
  }
  .remember label {
    display: flex;
    gap: 0.5em;
    align-items: baseline;
  }
  .remember input {
    flex: none;
    inline-size: 1.125em;
    min-block-size: 1.125em;
    accent-color: var(--_accent);
  }
`;
