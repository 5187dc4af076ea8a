/** A key that an input method has for itself, such as the Enter that ends a word. Safari tells of that one too late, by its code. */
export function isOfInputMethod({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}
