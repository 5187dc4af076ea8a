/** What a theme's own heading says, such as `8 responses to “Dawn”`. */

export interface Heading {
  /** How many responses there are, where the heading leaves no doubt. */
  readonly total?: number;
  /** Title of the post, where the heading sets it apart. */
  readonly title?: string;
}

/** The theme's form has a heading of its own. */
const FORM = 'form,#respond,.comment-respond';
const QUOTED = /[“„«‹「『‘](.+)[”“»›」』’]/u;
/** With the thousands set apart in any way. */
const NUMBER = /\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)|\d+/g;

/**
 * Reads the first heading that says anything, outside comments and forms. A number counts only where it is the only one and
 * cannot be part of a title: where the title is set apart, or there is hardly more than the number.
 */
export function readHeading(root: Element): Heading {
  const headings = [...root.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter((heading) => !heading.closest(FORM));
  for (const heading of headings) {
    const found = readOne(heading);
    if (found.total !== undefined) return found;
  }
  return {};
}

function readOne(heading: Element): Heading {
  const text = heading.textContent.replace(/\s+/g, ' ').trim();
  const title = heading.querySelector('em')?.textContent.trim() || QUOTED.exec(text)?.[1];
  const rest = title ? text.replace(title, '') : text;
  const [number, ...others] = rest.match(NUMBER) ?? [];
  const isCertain = title !== undefined || (rest.match(/\p{L}+/gu) ?? []).length <= 2;
  if (!number || others.length > 0 || !isCertain) return {};
  return { total: Number(number.replace(/\D/g, '')), ...(title && { title }) };
}
