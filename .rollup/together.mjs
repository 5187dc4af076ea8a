/**
 * Asks for the files that a part needs along with the part itself. A browser would find out about them only when the part is
 * here, and ask for them then: one more way to the server and back while a reader waits. Each costs a few bytes in the file
 * that asks, so that it is done for the parts that are named.
 * @param {string} first name of the chunk that is always here
 * @param {(id: string) => boolean} isMeant
 * @returns {import('rollup').Plugin}
 */
export const together = (first, isMeant) => ({
  name: 'together',
  renderDynamicImport({ getTargetChunkImports, targetModuleId }) {
    if (!targetModuleId || !isMeant(targetModuleId)) return null;
    const needed = (getTargetChunkImports() ?? []).flatMap((chunk) =>
      chunk.type === 'internal' && chunk.chunk.name !== first ? `,import(${chunk.resolvedImportPath})` : [],
    );
    return { left: 'Promise.all([import(', right: `)${needed.join('')}]).then(([m])=>m)` };
  },
});
