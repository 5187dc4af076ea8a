/** What themes call the box around their comments: classic themes, and the block. */
const BOX = ':is(div,section,aside):is(#comments,.comments-area,.wp-block-comments)';

/**
 * Puts a thread where the theme has its comments. Themes give width and margins to a box of their own, which goes out of sight
 * with all that stands in the thread; so the thread takes over its classes. One that has classes already is left to the page.
 */
export function takePlace(host: Element): void {
  const box = [...host.children].find((child) => child.matches(BOX));
  if (box?.classList.length && !host.classList.length) host.classList.add(...box.classList);
}
