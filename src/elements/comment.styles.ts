import { css } from 'lit';

/** A comment, and how far its replies are indented in columns of different widths. */
export const commentStyles = css`
  /* Sizes are em of the text, never rem: many pages set the root's font size to 10 pixels. */
  .header {
    display: flex;
    align-items: center;
    gap: 0.125em 0.5em;
  }
  .avatar {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: var(--_avatar);
    block-size: var(--_avatar);
    border: 1px solid var(--_line);
    border-radius: var(--commentariat-avatar-radius, 50%);
    background: var(--_surface-subtle);
    color: var(--_text-muted);
    line-height: 1;
  }
  /* Drawn by style, so that initials are neither copied with the text nor found by a search. */
  .avatar::before {
    content: attr(data-initials);
    padding-block-start: 0.1em;
    font-size: calc(0.25em + 0.25 * var(--_avatar));
    font-weight: 600;
  }
  .who {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.625em;
  }
  .name {
    font-size: 1.08em;
    font-weight: var(--commentariat-font-weight-name, 650);
    color: var(--commentariat-name-color, inherit);
  }
  .name a {
    color: inherit;
    text-decoration-color: var(--_field-line);
    text-underline-offset: 0.15em;
  }
  .faint {
    color: var(--_text-muted);
  }
  /* Muted is a share of the colour around it: taken twice it would be too faint. */
  .faint a,
  .meta .plain {
    color: inherit;
  }
  .faint a,
  .number {
    text-decoration-color: transparent;
  }
  .badge {
    padding-inline: 0.5em;
    border: 1px solid var(--commentariat-badge-line, var(--_field-line));
    border-radius: 1em;
    font-size: 0.875em;
    line-height: 1.5;
  }
  .by-author > article > .header .badge {
    border-color: var(--commentariat-author-line, var(--_accent));
  }
  .number {
    min-inline-size: 2em;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .collapse {
    flex: none;
    inline-size: max(24px, 2em);
    text-align: center;
    font-family: ui-monospace, monospace;
  }
  .rest {
    margin-block-start: 0.375em;
    margin-inline-start: var(--_text-start);
  }
  .by-author > article {
    background: var(--commentariat-author-surface, transparent);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1em;
    margin-block-start: 0.25em;
  }

  /* How replies are indented, and how large avatars are: narrow columns take less for both and indent fewer levels. */
  .list {
    --_avatar: var(--commentariat-avatar-size, 2.25em);
    --_text-start: min(var(--_avatar) + 0.5em, 2 * var(--_avatar));
    --_column: calc(var(--_avatar) / 2);
    --_indent: var(--commentariat-indent, 1em);
  }
  .no-avatars {
    --_text-start: 0em;
  }
  @container (inline-size < 40em) {
    .list {
      --_avatar: min(2em, var(--commentariat-avatar-size, 2.25em));
      --_text-start: 0em;
      --_column: 0.75em;
      --_indent: 0.75em;
    }
    [data-level='6'] {
      --_column: 0px;
      --_indent: 0;
      --_guide-width: 0px;
    }
  }
  @container (inline-size < 30em) {
    .list {
      --_avatar: 1.5em;
      --_column: calc(2 * var(--_guide-width));
    }
    [data-level='4'] {
      --_column: 0px;
      --_indent: 0;
      --_guide-width: 0px;
    }
  }
`;
