/** What markup of one kind of text may contain. Everything not named here is dropped. */
export interface HtmlProfile {
  readonly tags: readonly string[];
  /** Allowed attributes, as a flat list; the finishing pass checks element and value. */
  readonly attributes: readonly string[];
  readonly bounds: HtmlBounds;
  /** Pictures are loaded (`load`) or replaced by a link that carries their alternative text (`link`). */
  readonly images: 'link' | 'load';
}

/**
 * Bounds against texts made to freeze a page: 64 KiB of nested tags keep a sanitizer busy for seconds. They are checked
 * before anything is parsed, and they are no safety check.
 */
export interface HtmlBounds {
  /** UTF-8 bytes. */
  readonly bytes: number;
  /** Tags opened. */
  readonly tags: number;
  /** Tags open at one time, as a linear scan estimates it. */
  readonly depth: number;
  /** Attributes on one tag. */
  readonly attributes: number;
}

const PHRASING =
  'a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup u var wbr';
const BLOCKS = 'blockquote dd dl dt hr li ol p pre ul';
/** Not in the result: the finishing pass turns these into the ones above, or into links. */
const REPLACED =
  'acronym article aside big center details div figcaption figure font footer h1 h2 h3 h4 h5 h6 header img main section strike summary tt';
const TABLES = 'caption col colgroup table tbody td tfoot th thead tr';

const words = (...lists: string[]): readonly string[] => lists.flatMap((list) => list.split(' '));

const ATTRIBUTES = words('href title cite datetime lang dir start reversed value translate src alt');

/** Whose text it is. */
export type ProfileName = keyof typeof PROFILES;

/** For comments: a guest of the page writes them. */
export const COMMENT_PROFILE: HtmlProfile = {
  tags: words(PHRASING, BLOCKS, REPLACED),
  attributes: ATTRIBUTES,
  bounds: { bytes: 65_535, tags: 4_000, depth: 100, attributes: 50 },
  images: 'link',
};

/** For articles: the blogger writes them, so tables stay and pictures load. */
export const ARTICLE_PROFILE: HtmlProfile = {
  tags: words(PHRASING, BLOCKS, REPLACED, TABLES),
  attributes: [...ATTRIBUTES, ...words('colspan rowspan scope width height')],
  bounds: { bytes: 1_048_576, tags: 20_000, depth: 100, attributes: 50 },
  images: 'load',
};

/** Elements whose text is no text: dropped with all they hold. */
export const DROPPED_WITH_CONTENT: readonly string[] = words(
  'script style iframe object embed noscript noembed noframes template svg math textarea select option optgroup datalist',
  'title head xmp plaintext audio video canvas frameset frame button',
);

export const PROFILES = { comment: COMMENT_PROFILE, article: ARTICLE_PROFILE } as const;
