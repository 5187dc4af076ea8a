import { css } from 'lit';

export const articleStyles = css`
  .headline {
    max-inline-size: var(--_measure);
    margin: 0 0 0.25em;
    font-size: 1.75em;
    font-weight: 650;
    line-height: 1.2;
    color: var(--commentariat-heading-color, inherit);
    text-wrap: balance;
  }
  .meta {
    max-inline-size: var(--_measure);
    margin: 0;
    font-family: var(--commentariat-font-meta, inherit);
    font-size: var(--_font-size-meta);
    line-height: 1.5;
    color: var(--_text-muted);
  }
  .prose {
    --_measure: var(--commentariat-article-measure, var(--commentariat-measure, 66ch));
    font-size: var(--commentariat-article-font-size, 1em);
    margin-block: var(--_space);
  }
`;
