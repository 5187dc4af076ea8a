import test from 'node:test';
import { memorySource } from '../support/memory-harness.js';
import { backendContract } from './contract.js';

const cases = backendContract({
  name: 'memory',
  create: () => {
    const { store, harness } = memorySource();
    return Promise.resolve(harness(store));
  },
  without: { malformed: 'What cannot be read is left out when it is added.' },
});
for (const { name, run } of cases) test(name, run);
