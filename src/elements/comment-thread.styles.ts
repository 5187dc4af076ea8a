import { css } from 'lit';

export const threadStyles = css`
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25em 1em;
  }
  .heading {
    flex: 1 1 100%;
    margin: 0;
    font-size: var(--commentariat-font-size-heading, 1.375em);
    font-weight: 650;
    line-height: 1.25;
    color: var(--commentariat-heading-color, inherit);
    text-wrap: balance;
  }
  .meta,
  .actions,
  .header > :not(.avatar) {
    font-family: var(--commentariat-font-meta, inherit);
    font-size: var(--_font-size-meta);
  }
  .meta,
  .header > * {
    line-height: 1.35;
  }
  .meta {
    margin: 0;
    color: var(--_text-muted);
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em 1em;
    margin-inline-start: auto;
  }
  select {
    min-block-size: 1.75em;
    padding-inline: 0.25em;
    border: 1px solid var(--_field-line);
    border-radius: var(--_radius);
    background: var(--_field-surface);
  }

  .list,
  .replies {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .list {
    margin-block: calc(1.5 * var(--_space)) calc(2 * var(--_space));
  }
  .item {
    margin-block-start: calc(1.25 * var(--_space));
  }
  .root {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 9em;
    /* Paint containment clips what hangs out: give focus rings and the marking of a linked comment room. */
    overflow-clip-margin: 0.5em;
    padding-block: 0.5em;
    margin-block-start: calc(1.25 * var(--_space) - 0.5em);
  }
  .replies {
    margin-inline-start: calc(var(--_column) - var(--_guide-width));
    padding-inline-start: var(--_indent);
    border-inline-start: var(--_guide-width) solid var(--commentariat-guide-color, var(--_line));
  }
  .replies[hidden] {
    border: 0;
  }

  .skeleton {
    display: grid;
    gap: 0.5em;
    margin-block-start: calc(1.25 * var(--_space));
  }
  .skeleton span {
    /* A border is drawn in forced colors, too. */
    border: 0.375em solid var(--commentariat-skeleton, var(--_line));
    border-radius: var(--_radius);
  }
  .skeleton span:first-child {
    inline-size: 30%;
  }
  .skeleton span:last-child {
    inline-size: 80%;
  }

  @media print {
    .toolbar,
    .actions,
    .collapse,
    .skeleton {
      display: none;
    }
    .root {
      content-visibility: visible;
    }
    .prose {
      max-inline-size: none;
    }
  }
`;
