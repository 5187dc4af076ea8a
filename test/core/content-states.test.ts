import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readPost } from '../../src/core/parse-post.js';
import { bringRare } from '../../src/core/fields.js';
import { readComments, readPolicy } from '../../src/core/parse.js';
import * as rare from '../../src/core/parse-rare.js';
import type { Comment } from '../../src/core/types.js';
import { bodyOf, onlyPost, readDocument } from '../support/demo-content.js';

bringRare(rare);

suite('the small posts for states', () => {
  const { posts } = readDocument('states.json');
  const commentsOf = (state: string): Comment[] => {
    const post = posts.find((candidate) => candidate.id === `/states/${state}/`);
    assert.ok(post, `there is a post for ${state}`);
    return readComments(post.comments).comments;
  };
  const policyOf = (state: string) => readPolicy(posts.find((post) => post.id === `/states/${state}/`)?.['policy']);

  test('show every kind of access', () => {
    assert.deepEqual(
      ['empty', 'login', 'closed', 'none'].map((state) => policyOf(state)?.access),
      ['open', 'login', 'closed', 'none'],
    );
    assert.equal(commentsOf('empty').length, 0);
    assert.equal(policyOf('empty')?.name, 'required');
    assert.equal(policyOf('empty')?.email, 'required');
    assert.equal(commentsOf('closed').length, 2);
  });

  test('hold deleted comments with and without replies', () => {
    const comments = commentsOf('deleted');
    const deleted = comments.filter((comment) => comment.state === 'deleted').map((comment) => comment.id);
    const answered = deleted.filter((id) => comments.some((comment) => comment.parentId === id));
    assert.ok(answered.length > 0 && answered.length < deleted.length);
  });

  test('hold a pending comment, an edited one, and links from other sites', () => {
    assert.ok(commentsOf('pending').some((comment) => comment.state === 'pending'));
    assert.ok(commentsOf('edited').every((comment) => comment.editedAt !== undefined));
    const kinds = new Set(commentsOf('links').map((comment) => comment.kind));
    assert.deepEqual([...kinds].sort(), ['comment', 'pingback', 'trackback']);
  });

  test('hold authors without a name, comments without a date, and accounts of retired services', () => {
    const comments = commentsOf('people');
    assert.ok(comments.some((comment) => comment.author.name === undefined));
    assert.ok(comments.some((comment) => comment.publishedAt === undefined));
    assert.ok(comments.some((comment) => comment.author.provider === 'google-plus'));
  });

  test('speak Arabic, Hebrew, Tajik and German', () => {
    const languages = commentsOf('languages').map((comment) => comment.lang);
    for (const language of ['ar', 'he', 'tg', 'de']) assert.ok(languages.includes(language), language);
  });

  test('hold one chain of twelve levels', () => {
    const comments = commentsOf('deep');
    assert.equal(comments.length, 12);
    assert.deepEqual(
      comments.map((comment) => comment.parentId),
      [undefined, ...comments.slice(0, -1).map((comment) => comment.id)],
    );
  });
});

suite('the article in a static file', () => {
  test('is written in two languages, takes no replies, and delivers its links from other sites', () => {
    const raw = onlyPost('static.json');
    const { comments } = readComments(raw.comments);
    assert.match(bodyOf(readPost(raw)), /<p lang="ru">/);
    assert.equal(readPolicy(raw['policy'])?.access, 'none');
    assert.equal(comments.filter((comment) => comment.kind !== 'comment').length, readPost(raw).count?.pings);
  });
});
