import { enErrors } from './en-errors.js';

/** English for articles; it comes with `<article-view>`. */
export const enArticle = {
  ...enErrors,
  'article.by': 'By {author}',
  'article.bySource': 'By {author}, published originally in {source}',
  'article.bySourceDated': 'By {author}, published originally in {source} on {date}',
  'article.source': 'Published originally in {source}',
  'article.sourceDated': 'Published originally in {source} on {date}',
  'article.published': 'Published {date}',
  'article.updated': 'Updated {date}',
  'article.filedUnder': 'Filed under {categories}',
  'article.untitled': '(no title)',
  'article.loading': 'Loading article…',
  'article.error': 'This article could not be loaded.',
} as const satisfies Record<string, string>;
