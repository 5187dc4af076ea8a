import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readPost } from '../../src/core/parse-post.js';
import { bringRare } from '../../src/core/fields.js';
import { readComments } from '../../src/core/parse.js';
import * as rare from '../../src/core/parse-rare.js';
import type { Comment } from '../../src/core/types.js';
import {
  bodyOf,
  copiedRuns,
  documentNames,
  needsSeedPage,
  onlyPost,
  readDocument,
  stringsIn,
  words,
} from '../support/demo-content.js';

bringRare(rare);

const SCHEMA = new URL('../../docs/comments.schema.json', import.meta.url);

/** Counts as a server would: what waits for moderation or was deleted is no response. */
function tally(comments: readonly Comment[]) {
  const published = comments.filter((comment) => comment.state === 'published');
  const pings = published.filter((comment) => comment.kind !== 'comment').length;
  return { total: published.length, comments: published.length - pings, pings };
}

suite('the post that the demo opens with', () => {
  const raw = onlyPost('seed.json');
  const post = readPost(raw);
  const { comments, skipped } = readComments(raw.comments);
  const listed = comments.filter((comment) => comment.kind === 'comment');
  const roots = listed.filter((comment) => comment.parentId === undefined);
  const russian = [roots[2], roots[3], roots[5]];

  test('has a no-break space before the last word of its title and a typographic apostrophe', () => {
    assert.match(String(raw['title']), /’.*\u00a0\S+$/u);
  });

  test('is an article of eight paragraphs with citations and nested quotation marks', () => {
    const body = bodyOf(post);
    assert.equal(body.match(/<p>/g)?.length, 8);
    const length = words(body).length;
    assert.ok(length >= 700 && length <= 950, `${length} words`);
    assert.match(body, /\(www\.[a-z-]+\.example, [A-Z][a-z]+ \d+, \d{4}\)/);
    assert.match(body, /“[^”]*‘[^’]+’[^”]*”/);
  });

  test('says who wrote it, where it appeared first and when', () => {
    assert.equal(post.author?.role, 'author');
    assert.match(post.source?.source ?? '', /^The .+ Monitor$/);
    assert.equal(post.source?.date, '2012-01-16');
  });

  test('is filed under six categories, with and without links, several alike', () => {
    assert.equal(post.categories.length, 6);
    const linked = post.categories.filter((category) => category.url !== undefined).length;
    assert.ok(linked > 0 && linked < 6);
    assert.ok(post.categories.filter((category) => category.name.startsWith('Velmari-')).length >= 3);
  });

  test('counts eight responses, of which the one trackback is not delivered', () => {
    assert.deepEqual(post.count, { total: 8, comments: 7, pings: 1 });
    assert.equal(raw['_pingsListed'], false);
    assert.equal(skipped, 0);
    assert.deepEqual(
      comments.filter((comment) => comment.kind !== 'comment').map((comment) => comment.kind),
      ['trackback'],
    );
    assert.equal(listed.length, 7);
  });

  test('has six comments and one reply, by the author, to the first', () => {
    assert.equal(roots.length, 6);
    const replies = listed.filter((comment) => comment.parentId !== undefined);
    assert.deepEqual(
      replies.map((reply) => reply.parentId),
      [roots[0]?.id],
    );
    assert.equal(replies[0]?.author.role, 'author');
    assert.equal(replies[0]?.author.name, post.author?.name);
  });

  test('begins with a short question by a guest', () => {
    assert.match(bodyOf(roots[0]), /\?/);
    assert.ok(words(bodyOf(roots[0])).length < 20);
    assert.doesNotMatch(roots[0]?.author.name ?? '', /\s/);
  });

  test('quotes a source, with the date as it was printed, in comments two to six', () => {
    for (const comment of roots.slice(1))
      assert.ok(comment.cite?.title && comment.cite.source && comment.cite.dateText);
    assert.match(roots[1]?.cite?.dateText ?? '', /^[A-Z][a-z]+ \d+, \d{4}$/);
    for (const comment of russian) {
      assert.match(comment?.cite?.dateText ?? '', /^\d{2}\/\d{2}\/\d{4}$/);
      assert.equal(comment?.cite?.date, undefined);
    }
  });

  test('has three Russian comments of which nobody says that they are Russian', () => {
    for (const comment of russian) {
      assert.match(bodyOf(comment), /^(<p>)?\p{Script=Cyrillic}{3}/u);
      assert.equal(comment?.lang, undefined);
    }
    const text = russian.map(bodyOf).join();
    for (const detail of ['«', '$1,5\u00a0млн.', '87%', '30\u202f000']) assert.ok(text.includes(detail), detail);
  });

  test('has its longest comment in fifth place, with four sub-headings and an earlier printed date than the fourth', () => {
    const fifth = bodyOf(roots[4]);
    assert.equal(fifth.match(/<h[34]>/g)?.length, 4);
    for (const detail of ['€575\u00a0000', '50ºC']) assert.ok(fifth.includes(detail), detail);
    const lengths = listed.map((comment) => words(bodyOf(comment)).length);
    assert.equal(Math.max(...lengths), words(fifth).length);
    assert.match(roots[4]?.cite?.dateText ?? '', /^31 Jan/);
    assert.match(roots[3]?.cite?.dateText ?? '', /^15\/02/);
  });

  test('has one reader with a Google+ and one with a Twitter account', () => {
    const providers = listed.map((comment) => comment.author.provider).filter((id) => id !== undefined);
    assert.deepEqual(providers.sort(), ['google-plus', 'twitter']);
  });

  test('holds bodies of both kinds, and plain text with paragraphs', () => {
    assert.deepEqual([...new Set(listed.map((comment) => comment.body?.kind))].sort(), ['html', 'text']);
    assert.ok(listed.some((comment) => comment.body?.kind === 'text' && comment.body.value.includes('\n\n')));
  });
});

for (const name of documentNames) {
  suite(`demo/content/${name}`, () => {
    const document = readDocument(name);

    test('is a document of version 1 in which every item can be read', () => {
      assert.equal(document.version, 1);
      for (const post of document.posts) assert.equal(readComments(post.comments).skipped, 0, post.id);
      if (document.providers !== undefined) assert.ok(rare.readProviders(document.providers).length > 0);
    });

    test('is valid by the schema', () => {
      const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as object;
      // `uri-reference` is a hint for editors; the pattern beside it decides.
      const valid = new Ajv2020({ strictTypes: false, formats: { 'uri-reference': true } }).compile(schema);
      assert.ok(valid(document), JSON.stringify(valid.errors));
    });

    test('counts what it holds', () => {
      for (const post of document.posts) {
        assert.deepEqual(readPost(post).count, tally(readComments(post.comments).comments), post.id);
      }
    });

    test('has comments in the order of their dates, each after the one it answers, with ids of their own', () => {
      for (const post of document.posts) {
        const seen = new Set<string>();
        let latest = '';
        for (const comment of readComments(post.comments).comments) {
          assert.ok(!seen.has(comment.id), `${comment.id} is used once`);
          assert.ok(comment.parentId === undefined || seen.has(comment.parentId), `${comment.id} follows its parent`);
          seen.add(comment.id);
          if (comment.parentId !== undefined || comment.publishedAt === undefined) continue;
          assert.ok(comment.publishedAt >= latest, `${comment.id} is dated ${comment.publishedAt}`);
          latest = comment.publishedAt;
        }
      }
    });

    test('names no place on the web outside .example', () => {
      const hosts = stringsIn(document).flatMap((text) =>
        [...text.matchAll(/https?:\/\/([^/\s"]+)|\bwww\.([^\s,)]+)/g)].map((match) => match[1] ?? match[2]),
      );
      for (const host of hosts) assert.match(host ?? '', /\.example$/);
    });

    test('repeats no eight words of the page the project began from', needsSeedPage, () => {
      assert.deepEqual(copiedRuns(stringsIn(document)), []);
    });
  });
}
