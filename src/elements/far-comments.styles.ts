import { css } from 'lit';

/** Blocks of a long thread, and what is shown in them because it is in the window. */
export const farStyles = css`
  .block {
    content-visibility: auto;
    contain: content;
    contain-intrinsic-block-size: auto 480em;
    overflow-clip-margin: 0.5em;
  }
  .root {
    /* Implied by what they are; said, so that it stays when they are shown: a change would make Chromium count all list items anew. */
    contain: content;
  }
  /* Items of long lists of replies. What is hidden stays so. */
  :where(.block > .item:not([hidden])) {
    content-visibility: auto;
    contain: content;
    overflow-clip-margin: 0.5em;
  }
  /* Far items have a height, and the others are shown: none has a size to remember, which browsers ask each for in every frame. */
  .block > .item {
    contain-intrinsic-block-size: none;
  }
  /* The line beside replies begins with the first of them, as it does where there are no blocks to keep margins in. */
  .replies > .block:first-child {
    margin-block-start: calc(1.25 * var(--_space));
  }
  .replies > .block:first-child > .item:first-child {
    margin-block-start: 0;
  }
  .block:empty,
  [data-near]:not([hidden]) {
    content-visibility: visible;
  }
  @media print {
    .block {
      content-visibility: visible;
    }
  }
`;
