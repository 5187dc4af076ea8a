import { enErrors } from './en-errors.js';

/** English for articles; it comes with `<article-view>`. */
export const enArticle = {
  ...enErrors,
  // Byline under a headline.
  'article.by': 'By {author}',
  // Byline of a republished article, in one line with its first source.
  'article.bySource': 'By {author}, published originally in {source}',
  'article.bySourceDated': 'By {author}, published originally in {source} on {date}',
  // The same where no author is known.
  'article.source': 'Published originally in {source}',
  'article.sourceDated': 'Published originally in {source} on {date}',
  // Date lines; {date} is a long date.
  'article.published': 'Published {date}',
  'article.updated': 'Updated {date}',
  // Line under an article; {categories} is a list the locale has joined.
  'article.filedUnder': 'Filed under {categories}',
  // Stands for a missing title.
  'article.untitled': '(no title)',
  'article.loading': 'Loading article…',
  'article.error': 'This article could not be loaded.',
} as const satisfies Record<string, string>;
