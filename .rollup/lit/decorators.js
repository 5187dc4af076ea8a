/** Lit's decorators serve the standard and the older kind; TypeScript is told to write the older one here. */
export const property = (options) => (proto, name) => proto.constructor.createProperty(name, options);
export const state = () => property({ attribute: false });
