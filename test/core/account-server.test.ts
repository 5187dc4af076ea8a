import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AccountServerError,
  accountServerName,
  readAccountServer,
  serverProblemOf,
  type ServerProblem,
} from '../../src/core/account-server.js';

/** What readers type and paste, and what it means. */
const SERVERS: readonly (readonly [string, string, string?])[] = [
  ['mastodon.social', 'https://mastodon.social'],
  [' Fosstodon.ORG ', 'https://fosstodon.org'],
  ['https://fosstodon.org', 'https://fosstodon.org'],
  ['https://mastodon.social/@vera', 'https://mastodon.social'],
  ['mastodon.social/@vera', 'https://mastodon.social'],
  ['https://mastodon.social/users/vera', 'https://mastodon.social'],
  ['https://mastodon.social/@tomas@other.example', 'https://mastodon.social'],
  ['https://mastodon.social/deck/@vera?x=1#y', 'https://mastodon.social'],
  ['@vera@mastodon.social', 'https://mastodon.social', 'vera@mastodon.social'],
  ['vera@mastodon.social', 'https://mastodon.social', 'vera@mastodon.social'],
  ['acct:vera@mastodon.social', 'https://mastodon.social', 'vera@mastodon.social'],
  ['＠vera＠mastodon．social', 'https://mastodon.social', 'vera@mastodon.social'],
  ['\u200bmastodon.social\u200b', 'https://mastodon.social'],
  ['\u2068@vera@mastodon.social\u2069', 'https://mastodon.social', 'vera@mastodon.social'],
  ['bücher.example', 'https://xn--bcher-kva.example'],
  ['mastodon.example:8443', 'https://mastodon.example:8443'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['http://localhost:3000/@vera', 'http://localhost:3000'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['@vera@127.0.0.1:3000', 'http://127.0.0.1:3000', 'vera@127.0.0.1:3000'],
  ['[::1]:3000', 'http://[::1]:3000'],
];

const JUNK: readonly (readonly [string, ServerProblem])[] = [
  ['', 'required'],
  [' \t\u200b', 'required'],
  ['vera', 'invalid'],
  ['@vera', 'invalid'],
  ['vera@', 'invalid'],
  ['not a server', 'invalid'],
  ['mastodon', 'invalid'],
  ['mastodon..social', 'invalid'],
  ['.', 'invalid'],
  ['https://', 'invalid'],
  ['https://user:word@mastodon.social', 'invalid'],
  ['https://mastodon.social@evil', 'invalid'],
  ['ftp://mastodon.social', 'invalid'],
  ['javascript:alert(1)', 'invalid'],
  ['javascript://mastodon.social/%0aalert(1)', 'invalid'],
  ['data:text/html,x', 'invalid'],
  ['<script>alert(1)</script>', 'invalid'],
  ['a'.repeat(100_000), 'invalid'],
  [`${'a.'.repeat(200)}example`, 'invalid'],
  ['http://mastodon.social', 'insecure'],
  ['HTTP://mastodon.social/@vera', 'insecure'],
  ['http://127.0.0.1.example', 'insecure'],
  ['http://localhost.example', 'insecure'],
];

describe('the server of an account', () => {
  for (const [typed, origin, handle] of SERVERS) {
    test(`${JSON.stringify(typed)} is ${origin}`, () => {
      assert.deepEqual(readAccountServer(typed), handle === undefined ? { origin } : { origin, handle });
    });
  }

  for (const [typed, problem] of JUNK) {
    test(`${JSON.stringify(typed.slice(0, 60))} is ${problem}`, () => {
      assert.throws(
        () => readAccountServer(typed),
        (error) =>
          error instanceof AccountServerError && error.problem === problem && serverProblemOf(error) === problem,
      );
    });
  }

  test('is called by its host, or by what was typed', () => {
    assert.equal(accountServerName('https://mastodon.social/@vera'), 'mastodon.social');
    assert.equal(accountServerName(' nobody '), 'nobody');
  });

  test('has no problem where something else failed', () => {
    for (const thrown of [undefined, null, 'wrong', new Error('wrong'), { problem: 'toString' }, { problem: {} }])
      assert.equal(serverProblemOf(thrown), undefined);
  });
});
