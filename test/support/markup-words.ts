/** Elements of all kinds for tests: ordinary, foreign, obsolete, invented, and those on which parsers and sanitizers have failed. */
export const allTags: readonly string[] = (
  'a abbr address article b big blockquote body br button caption center cite code col custom-tag dd del details div dl dt em ' +
  'embed fieldset figure font form frameset h1 h3 h6 head hr html i iframe image img input ins kbd li link listing main math ' +
  'mglyph mi mtext nobr noembed noframes noscript object ol option p param plaintext pre q rp rt ruby s script select small ' +
  'source span strike strong style sub summary sup svg table tbody td template textarea tfoot th title tr tt u ul video wbr xmp'
).split(' ');
