/**
 * `document`, past the elements of a page that stand in for members of it: `<img name="querySelector">` takes the place of
 * `document.querySelector` (DOM clobbering; HTML, 3.1.7). For calling and reading; where a node is wanted, `document` itself is.
 */
export const page: Document = globalThis.document && new Proxy(document, { get: readPast });

function readPast(target: Document, name: PropertyKey): unknown {
  const member: unknown = Reflect.get(Document.prototype, name, target);
  return typeof member === 'function' ? (member.bind(target) as unknown) : member;
}
