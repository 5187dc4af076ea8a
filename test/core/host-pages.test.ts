import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { withMasthead } from '../../demo/server/masthead.js';
import { copiedRuns, documentNames, needsSeedPage, readDocument } from '../support/demo-content.js';

const DEMO = new URL('../../demo/', import.meta.url);
/** Paths that the demo server or the build provides. */
const SERVED = ['/api', '/dist/cdn/commentariat.js', '/dist/cdn/commentariat.classic.js'];
const SCRIPT = /<script\b([^>]*)>([^]*?)<\/script>/g;

const pages = readdirSync(DEMO).filter((name) => name.endsWith('.html'));
const threads = documentNames.flatMap((name) => readDocument(name).posts.map((post) => post.id));

function attribute(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');
}

suite('host pages of the demo', () => {
  test('are all there', () => {
    const wanted = ['classic', 'counts', 'form', 'hostile', 'index', 'inline', 'json', 'states'].map(
      (name) => `${name}.html`,
    );
    assert.deepEqual(
      wanted.filter((name) => !pages.includes(name)),
      [],
    );
  });

  for (const name of pages) {
    const html = withMasthead(readFileSync(new URL(name, DEMO), 'utf8'), `/${name}`);
    // Code samples are escaped, but samples and data are not part of the page's own structure.
    const structure = html.replace(SCRIPT, '<script$1></script>').replace(/<pre>[^]*?<\/pre>/g, '');

    test(`${name} says its language, title and viewport, and has landmarks and one heading of level 1`, () => {
      assert.match(html, /^<!doctype html>\n<html lang="en">/);
      assert.match(html, /<title>[^<]{5,}<\/title>/);
      assert.match(html, /<meta name="viewport" content="width=device-width, initial-scale=1" \/>/);
      // Nothing but elements to look at, for pictures of them.
      if (name === 'specimen.html') return;
      for (const landmark of ['<header', '<nav', '<main id="main"', '<footer'])
        assert.ok(html.includes(landmark), landmark);
      const visible = structure.replace(/<noscript>[^]*?<\/noscript>/g, '');
      assert.equal(visible.match(/<h1>|<article-view(?![^>]*heading-level="[2-6]")/g)?.length, 1);
    });

    test(`${name} runs under a content security policy of 'self' only`, () => {
      for (const [, attributes = '', content = ''] of html.matchAll(SCRIPT)) {
        if (content.trim()) assert.match(attributes, /type="application\/json"/);
      }
      assert.doesNotMatch(structure, /<style|\sstyle=|\son[a-z]+=|javascript:/);
      const addresses = [
        ...attribute(structure, 'src'),
        ...attribute(structure, 'href'),
        ...attribute(structure, 'action'),
      ];
      assert.deepEqual(
        addresses.filter((address) => /^(\w+:|\/\/)/.test(address)),
        [],
      );
    });

    test(`${name} asks for files and threads that exist`, () => {
      for (const address of [...attribute(structure, 'src'), ...attribute(structure, 'href')]) {
        const path = address.replace(/[?#].*/, '');
        if (path === '' || SERVED.includes(path)) continue;
        assert.ok(existsSync(new URL(path.replace(/^\//, ''), DEMO)), address);
      }
      // A form of the page's own sends its thread to whoever reads it.
      const asked = attribute(structure.replace(/<reply-form\b[^>]*>/g, ''), 'thread');
      const unknown = asked.filter((thread) => !threads.includes(thread));
      assert.deepEqual(unknown, name === 'counts.html' ? ['/states/gone/'] : []);
    });

    test(`${name} points at ids that are in it, each used once`, () => {
      const ids = attribute(structure, 'id');
      assert.equal(new Set(ids).size, ids.length);
      const fragments = attribute(structure, 'href').filter((href) => href.startsWith('#'));
      const wanted = [...fragments.map((href) => href.slice(1)), ...attribute(structure, 'aria-labelledby')];
      assert.deepEqual(
        wanted.filter((id) => !ids.includes(id)),
        [],
      );
    });

    test(`${name} carries data that can be read`, () => {
      for (const [, attributes = '', content = ''] of html.matchAll(SCRIPT)) {
        if (attributes.includes('application/json')) assert.ok(Array.isArray(JSON.parse(content)));
      }
    });

    test(`${name} repeats no eight words of the page the project began from`, needsSeedPage, () => {
      assert.deepEqual(copiedRuns([html]), []);
    });
  }
});
