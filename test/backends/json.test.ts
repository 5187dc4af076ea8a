import test from 'node:test';
import { json } from '../../src/core/backends/json.js';
import { growingDocument } from '../support/json-document.js';
import { serve } from '../support/loopback.js';
import { backendContract, type ContractOptions } from './contract.js';

const without: ContractOptions['without'] = {
  paging: 'The whole thread comes in one page.',
  reply: 'A document takes no replies.',
};
const cases = [
  ...backendContract({
    name: 'json by address',
    create: async () => {
      const { document, ...source } = growingDocument();
      const server = await serve((_request, response) => {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
      });
      return { backend: json({ src: `${server.origin}/comments.json` }), ...source, close: server.close };
    },
    without,
  }),
  ...backendContract({
    name: 'json in the page',
    create: () => {
      const { document, ...source } = growingDocument();
      return Promise.resolve({ backend: json({ document }), ...source });
    },
    without,
  }),
];
for (const { name, run } of cases) test(name, run);
