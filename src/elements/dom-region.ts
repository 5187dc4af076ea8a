/**
 * The element in a fetched page that stands where one stands in this page: with its id, or as the same one of its kind.
 * Where scripts have put it there, a fetched page has none; then it is the whole page.
 */
export function regionIn(page: Document, element: Element): Element {
  const own = element.id ? page.getElementById(element.id) : null;
  const index = [...element.ownerDocument.getElementsByTagName(element.localName)].indexOf(element);
  return own ?? page.getElementsByTagName(element.localName)[index] ?? page.body;
}
