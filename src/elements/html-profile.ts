import type { MarkupPolicy } from '../core/markup-policy.js';

/**
 * What becomes of pictures: a link that carries their alternative text (`link`), a button that loads them (`click`), a picture
 * where it comes from the page's own site or from the source of the text and else a button (`own`), or a picture (`load`).
 */
export const PICTURES = ['link', 'click', 'own', 'load'] as const;
export type Pictures = (typeof PICTURES)[number];

/** What markup of one kind of text may contain. Everything not named here is dropped. */
export interface HtmlProfile {
  readonly tags: readonly string[];
  /** Allowed attributes, as a flat list; the finishing pass checks element and value. */
  readonly attributes: readonly string[];
  readonly bounds: HtmlBounds;
  /** Unless the page says something else. */
  readonly pictures: Pictures;
  /** Whether a reader can load what is embedded (`<iframe>`) by a button; else it is a link. */
  readonly embeds: boolean;
  /** What the page allows beyond. */
  readonly policy?: MarkupPolicy | undefined;
}

/**
 * Bounds against texts made to freeze a page: 64 KiB of nested tags keep a sanitizer busy for seconds. They are checked
 * before anything is parsed, and they are no safety check.
 */
export interface HtmlBounds {
  /** UTF-8 bytes. */
  readonly bytes: number;
  /** Tags opened, by the text or by the parser itself where tags overlap. */
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
  'acronym article aside audio big center details div figcaption figure font footer h1 h2 h3 h4 h5 h6 header iframe img main section source strike summary tt video';
const TABLES = 'caption col colgroup table tbody td tfoot th thead tr';

/** A native sanitizer drops what is not allowed with its text, except these. */
const UNWRAPPED = 'address dialog dir fieldset form hgroup label legend marquee menu nav nobr output search';

const words = (...lists: string[]): readonly string[] => lists.flatMap((list) => list.split(' '));

const ATTRIBUTES = words('href title cite datetime lang dir start reversed value translate src alt');

/** Whose text it is. */
export type ProfileName = keyof typeof PROFILES;

/** For comments: a guest of the page writes them. */
export const COMMENT_PROFILE: HtmlProfile = {
  tags: words(PHRASING, BLOCKS, REPLACED),
  attributes: ATTRIBUTES,
  bounds: { bytes: 65_535, tags: 4_000, depth: 100, attributes: 50 },
  pictures: 'link',
  embeds: false,
};

/** For articles: the blogger writes them, so tables stay and pictures of the own site load. */
export const ARTICLE_PROFILE: HtmlProfile = {
  tags: words(PHRASING, BLOCKS, REPLACED, TABLES),
  attributes: [...ATTRIBUTES, ...words('colspan rowspan scope width height')],
  bounds: { bytes: 1_048_576, tags: 20_000, depth: 100, attributes: 50 },
  pictures: 'own',
  embeds: true,
};

/** Elements whose text is no text: dropped with all they hold. */
export const DROPPED_WITH_CONTENT: readonly string[] = words(
  'script style iframe object embed noscript noembed noframes template svg math textarea select option optgroup datalist',
  'title head xmp plaintext audio video canvas frameset frame button',
);

/** Elements whose text stays where they may not. */
export const UNWRAPPED_TAGS: readonly string[] = words(UNWRAPPED, TABLES);

/** Deepest element, most links and most pictures that a body keeps; beyond, what they hold stays. */
export const MOST = { depth: 24, links: 200, pictures: 20 } as const;

export const PROFILES = { comment: COMMENT_PROFILE, article: ARTICLE_PROFILE } as const;
