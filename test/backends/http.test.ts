import test from 'node:test';
import { http } from '../../src/core/backends/http.js';
import { memorySource } from '../support/memory-harness.js';
import { startProtocolServer } from '../support/protocol-server.js';
import { backendContract } from './contract.js';

const cases = backendContract({
  name: 'http',
  create: async () => {
    const { store, harness } = memorySource();
    const server = await startProtocolServer(store);
    return {
      ...harness(http({ base: server.base })),
      spoil: ({ key }) => Promise.resolve(server.spoil(key)),
      close: server.close,
    };
  },
});
for (const { name, run } of cases) test(name, run);
