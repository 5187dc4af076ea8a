/**
 * `npm run surface`, after `npm run build`: writes test/package/surface.json and the reference in docs/theming.md. Refuses
 * where something that pages rely on is gone and the CHANGELOG does not say so.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './consumer.js';
import { described, goneSilently, SURFACE, surfaceOf } from './surface.js';
import { GUIDE, readGuide, withReference } from './theming-reference.js';

const elements = described();
const now = surfaceOf(elements);
const known = JSON.parse(readFileSync(SURFACE, 'utf8')) as readonly string[];
const gone = goneSilently(known, now, readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'));
if (gone.length > 0) {
  console.error(`Pages may rely on these; name them in CHANGELOG.md under Removed or Changed:\n  ${gone.join('\n  ')}`);
  process.exit(1);
}
writeFileSync(SURFACE, `${JSON.stringify(now, null, 2)}\n`);
writeFileSync(GUIDE, withReference(readGuide(), elements));
console.log(`${now.length} names, ${now.filter((line) => !known.includes(line)).length} of them new.`);
