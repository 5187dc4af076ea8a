import { css } from 'lit';

/** A comment, and how far its replies are indented in columns of different widths. */
export const commentStyles = css`
  article {
    scroll-margin-block: 4em;
  }
  /* Sizes are em of the text, never rem: many pages set the root's font size to 10 pixels. */
  .header {
    display: flex;
    align-items: center;
    gap: 0.125em 0.5em;
  }
  .header > :not(.avatar) {
    font-family: var(--commentariat-font-meta, inherit);
    font-size: var(--_font-size-meta);
    line-height: 1.35;
  }
  .avatar {
    flex: none;
    display: grid;
    place-items: center;
    position: relative;
    overflow: hidden;
    inline-size: 1.5em;
    block-size: 1.5em;
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
    font-size: 0.625em;
    font-weight: 600;
  }
  .avatar img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .who {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.625em;
    scroll-margin-block: 4em;
    border-radius: var(--_radius);
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
  .faint a {
    text-decoration-color: transparent;
  }
  .faint a:hover {
    text-decoration-color: currentColor;
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
    flex: none;
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
  .in-reply-to {
    margin-block: 0;
    line-height: 1.35;
  }
  .rest {
    margin-block-start: 0.375em;
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
  .by-author > article {
    background: var(--commentariat-author-surface, transparent);
  }
  .target > article {
    border-radius: var(--_radius);
    outline: 2px solid var(--_accent);
    outline-offset: 0.375em;
  }
  .fresh > article {
    animation: fresh 2s var(--commentariat-easing, cubic-bezier(0.2, 0, 0, 1));
    border-radius: var(--_radius);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1em;
    margin-block-start: 0.25em;
    font-family: var(--commentariat-font-meta, inherit);
    font-size: var(--_font-size-meta);
  }
  .composer {
    margin-block: var(--_space);
  }

  @keyframes fresh {
    from {
      background: var(--commentariat-highlight, color-mix(in srgb, var(--_accent) 12%, transparent));
    }
  }

  @container (inline-size >= 30em) {
    .avatar {
      inline-size: min(2em, var(--commentariat-avatar-size, 2.25em));
      block-size: min(2em, var(--commentariat-avatar-size, 2.25em));
    }
    .avatar::before {
      font-size: 0.75em;
    }
    .replies,
    .replies[data-level='4'],
    .replies[data-level='5'] {
      margin-inline-start: calc(0.75em - var(--_guide-width));
      padding-inline-start: 0.75em;
      border-inline-start: var(--_guide-width) solid var(--commentariat-guide-color, var(--_line));
    }
    .deep[data-depth='4'],
    .deep[data-depth='5'] {
      display: none;
    }
  }
  @container (inline-size >= 40em) {
    .avatar {
      inline-size: var(--commentariat-avatar-size, 2.25em);
      block-size: var(--commentariat-avatar-size, 2.25em);
    }
    .avatar::before {
      font-size: 0.8125em;
    }
    .rest,
    .in-reply-to {
      margin-inline-start: var(--_text-start);
    }
    .replies,
    .replies[data-level] {
      margin-inline-start: calc(var(--commentariat-avatar-size, 2.25em) / 2 - var(--_guide-width));
      padding-inline-start: var(--commentariat-indent, 1em);
      border-inline-start: var(--_guide-width) solid var(--commentariat-guide-color, var(--_line));
    }
    .deep[data-depth='6'] {
      display: none;
    }
    .list {
      --_text-start: calc(var(--commentariat-avatar-size, 2.25em) + 0.5em);
    }
    .no-avatars {
      --_text-start: 0em;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .fresh > article {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .avatar,
    .badge,
    .replies {
      border-color: CanvasText;
    }
    .target > article {
      outline-color: Highlight;
    }
  }
`;
