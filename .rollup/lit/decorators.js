/**
 * Lit's decorators serve the standard and the older kind; TypeScript is told to write the older one here. They only fill the
 * table that an element may also write down by itself.
 */
export const property =
  (options = {}) =>
  ({ constructor }, name) => {
    (constructor.properties ??= {})[name] = options;
  };
export const state = () => property({ attribute: false });
