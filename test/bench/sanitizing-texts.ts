/** A thousand bodies as people write them. */
export const ORDINARY: readonly string[] = Array.from({ length: 1000 }, (_, index) =>
  [
    `<p>I read this <b>twice</b>, and number ${index} of the list is <em>still</em> missing. See <a href="https://notes.example/${index}">the notes</a>.</p>`,
    index % 3 ? '' : '<blockquote><p>The line was never built.</p></blockquote>',
    index % 4 ? '' : '<ul><li>One reason</li><li>Another <code>reason</code></li></ul>',
    '<p>Thank you!<br>A reader</p>',
  ].join(''),
);

const times = (text: string, count: number): string => text.repeat(count);
const formatting = (count: number): string => Array.from({ length: count }, (_, i) => `<b title=${i}>`).join('');

/** Texts that are made to cost much: the dearest of their kind that the bounds let through, and some that they do not. */
export const WORST: Readonly<Record<string, string>> = {
  'words up to the last byte': times('word ', 13_107),
  'as many flat tags as may be': times('<b>x</b>', 4000),
  'as many links as may be': times('<a href=//a.example>b.example</a>', 1900),
  'flat tags that are not allowed': times('<x>y</x>', 4000),
  'nested as deep as may be': times('<i>', 100) + times('x</i>', 100),
  'not allowed, nested, with much inside': times('<x-y>', 95) + times('<b>x</b>', 3900),
  'formatting opened again in paragraphs': `<p>${formatting(40)}</p>${times('<p>x</p>', 85)}`,
  'formatting around blocks': times('<b><div></b>', 95),
  'quotes in quotes': times(times('<blockquote>', 20) + times('</blockquote>', 20), 90),
  'tables that may not be': times('<table><tr><td>x</table>', 900),
  pictures: times('<img src=//a.example/b.png alt=x>', 1800),
  'attributes up to the last': times(`<p${times(' a', 50)}>x</p>`, 600),
  comments: times('<!---->', 2000),
  'beyond: comments': times('<!---->', 9000),
  'text that looks like tags': times('<', 65_000),
  'beyond: nested tags': times('<div>', 13_107),
  'beyond: ends that open': times('x</p>', 13_000),
  'beyond: formatting without an end': times('<p><b title=1></p>', 3000),
};
