import { expect } from '@open-wc/testing';
import { registerBackend, type BackendOptions } from '../../src/core/registry.js';
import type { Backend } from '../../src/core/types.js';
import { openFromPage } from '../../src/elements/wordpress-source.js';

/** What the backend was opened with, one entry for each opening. */
const opened: BackendOptions[] = [];
let pages = 0;

/** What a page of WordPress has in its head, for a site in a folder of the test's own. */
const head = ({ site, root = `${site}wp-json/` }: { site: string; root?: string }, more = '') =>
  `<link rel="https://api.w.org/" href="${root}">${more}`;
const json = (href: string) => `<link rel="alternate" title="JSON" type="application/json" href="${href}">`;

/** Opens a page in a frame; every page has an address of its own, so that nothing is shared with the tests before. */
async function pageWith(
  markup: (site: string) => string,
  { query = '', className = '', name = `wp-${++pages}`, body = '' } = {},
) {
  const site = `${location.origin}/scripted/${name}/`;
  const html = `<!doctype html><html><head>${markup(site)}</head><body class="${className}"><comment-thread></comment-thread>${body}</body></html>`;
  await fetch(site, { method: 'PUT', body: JSON.stringify({ 'GET /post/': [{ html }] }) });
  const frame = document.createElement('iframe');
  frame.src = `${site}post/${query}`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const page = frame.contentDocument;
  const host = page?.querySelector('comment-thread');
  if (!page || !host) throw new Error('The page is not there.');
  const path = `/scripted/${name}/post/`;
  const open = async (options: BackendOptions = {}, key = path) => {
    const { ref, backend } = await openFromPage(host, { key, url: `${location.origin}${path}` }, options);
    return { key: ref.key, backend, settings: (opened.at(-1)?.document ?? {}) as Record<string, unknown> };
  };
  return { site, name, page, open };
}

describe('wordpress, opened from a page', () => {
  before(() => {
    registerBackend('wordpress', () =>
      Promise.resolve((options) => {
        opened.push(options);
        const policy = { access: 'login', name: 'no', email: 'no', url: 'no' } as const;
        return { name: 'wordpress', list: () => Promise.resolve({ comments: [], policy }) } as unknown as Backend;
      }),
    );
  });
  beforeEach(() => {
    opened.length = 0;
    sessionStorage.clear();
  });
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  it('finds the site and the post by the links in the head', async () => {
    const { site, open } = await pageWith((at) => head({ site: at }, json(`${at}wp-json/wp/v2/posts/4`)));
    expect((await open()).key).to.equal('4');
    expect(opened[0]?.src).to.equal(`${site}wp-json/`);
    expect((await open({}, 'named')).key, 'a thread that is named').to.equal('named');
  });

  it('finds pages, plain permalinks and short links', async () => {
    const cases: [(site: string) => string, string | undefined, string][] = [
      [(site) => head({ site }, json(`${site}wp-json/wp/v2/pages/2`)), 'pages/2', 'wp-json/'],
      [(site) => head({ site }, json(`${site}wp-json/wp/v2/categories/3`)), undefined, 'wp-json/'],
      [(site) => head({ site }, `<link rel="shortlink" href="${site}?p=7">`), '7', 'wp-json/'],
      [(site) => head({ site }), undefined, 'wp-json/'],
      [(site) => head({ site, root: `${site}api/` }, json(`${site}api/wp/v2/posts/5`)), '5', 'api/wp/v2/'],
      [
        (site) =>
          head(
            { site, root: `${site}index.php?rest_route=/` },
            json(`${site}index.php?rest_route=%2Fwp%2Fv2%2Fpages%2F9`),
          ),
        'pages/9',
        'index.php?rest_route=/',
      ],
    ];
    for (const [markup, key, base] of cases) {
      const { site, name, open } = await pageWith(markup);
      expect((await open()).key, base).to.equal(key ?? `/scripted/${name}/post/`);
      expect(opened.at(-1)?.src).to.equal(site + base);
    }
  });

  it('says where to log in, and come back to this page', async () => {
    const { site, page, open } = await pageWith((at) => head({ site: at }));
    const { settings } = await open();
    const login = new URL((settings['policy'] as { login: string }).login);
    expect(login.origin + login.pathname).to.equal(`${site}wp-login.php`);
    expect(login.searchParams.get('redirect_to')).to.equal(page.URL);
    expect(settings['loggedIn']).to.equal(false);
    expect(settings['authorize']).to.equal(undefined);
  });

  it('knows readers who are logged in, and where WordPress keeps its files', async () => {
    const markup = (site: string) => head({ site }, `<link rel="EditURI" href="${site}core/xmlrpc.php?rsd">`);
    const { site, open } = await pageWith(markup, { className: 'single logged-in' });
    const { settings } = await open();
    expect(settings['nonceUrl']).to.equal(`${site}core/wp-admin/admin-ajax.php?action=rest-nonce`);
    expect(settings['loggedIn']).to.equal(true);
    expect((settings['policy'] as { login: string }).login).to.include(`${site}core/wp-login.php?`);
  });

  it('passes on what the page says, which wins', async () => {
    const { open, page, site } = await pageWith((at) => head({ site: at }), { className: 'logged-in' });
    const told = { nonce: 'abc', user: { name: 'Ann' }, policy: { access: 'login', login: 'https://sso.example/' } };
    const { settings, key } = await open({ document: JSON.stringify(told), src: page.baseURI });
    expect(settings).to.deep.equal(told);
    expect(key, 'the address of the page is not that of a site').to.include('/post/');
    expect(opened.at(-1)?.src).to.equal(`${site}wp-json/`);
    const wrong = await open({ document: '{', src: page.baseURI }).catch((error: { code: string }) => error.code);
    expect(wrong).to.equal('unsupported');
  });

  it('an address that was given: of the page’s own site, and of another one', async () => {
    const own = await pageWith((at) => head({ site: at }, json(`${at}wp-json/wp/v2/posts/4`)));
    expect((await own.open({ src: `${own.site}wp-json/` })).key).to.equal('4');
    const other = await own.open({ src: 'https://other.example/wp-json/' });
    expect(other.key, 'the post of this page says nothing about another site').to.equal(`/scripted/${own.name}/post/`);
    expect(opened.at(-1)?.src).to.equal('https://other.example/wp-json/');
    expect(other.settings['policy']).to.equal(undefined);
  });

  it('a page that is none of WordPress needs an address', async () => {
    const { open, page } = await pageWith(() => '');
    for (const options of [{}, { src: page.baseURI, document: '{}' }]) {
      expect(await open(options).catch((error: { code: string }) => error.code)).to.equal('unsupported');
    }
  });

  it('all who ask the same share one backend', async () => {
    const { open } = await pageWith((at) => head({ site: at }));
    const [one, two] = await Promise.all([open(), open()]);
    expect(one.backend).to.equal(two.backend);
    expect((await open({ document: '{"guests":false}' })).backend).not.to.equal(one.backend);
    expect(opened.length).to.equal(2);
  });

  it('a guest has the form of the page, where it is for the same post and REST takes no guests', async () => {
    const form = '<form action="/wp-comments-post.php"><textarea name="comment"></textarea></form>';
    const names = async (body: string, className = '', key = '4', told: object = {}) => {
      const { open } = await pageWith((at) => head({ site: at }, json(`${at}wp-json/wp/v2/posts/4`)), {
        body,
        className,
      });
      const { backend } = await open({ document: JSON.stringify(told) }, key);
      return (await backend.list({ key }, { sort: 'oldest', limit: 1 })).policy?.access;
    };
    expect(await names(form)).to.equal('open');
    expect(await names('')).to.equal('login');
    expect(await names(form, '', '7'), 'another post').to.equal('login');
    expect(await names(form, 'logged-in'), 'an account').to.equal('login');
    expect(await names(form, '', '4', { nonce: '0123456789' }), 'an account that the page tells of').to.equal('login');
    expect(await names(form, '', '4', { guests: true }), 'guests may write over REST').to.equal('login');
  });

  describe('on another origin', () => {
    /** A site of the test's own: passwords live as long as the page that the tests are. */
    let sites = 0;
    const newSite = () => `https://blog-${++sites}.example/wp-json/`;
    const authorizeOf = ({ settings }: { settings: Record<string, unknown> }) =>
      settings['authorize'] as { appName: string; appId: string; successUrl: string };

    it('asks for a password of its own, with a word that nobody can guess', async () => {
      const address = newSite();
      const { open, site } = await pageWith(() => '', { query: '?lang=ru#comment-5' });
      const { appName, appId, successUrl } = authorizeOf(await open({ src: address }));
      const [host, when = ''] = appName.split(' ');
      expect(host).to.equal(location.hostname);
      expect(Date.parse(when), 'no two of a reader have one name').to.be.closeTo(Date.now(), 60_000);
      expect(appId).to.match(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      const back = new URL(successUrl);
      expect(back.origin + back.pathname + back.search).to.equal(`${site}post/?lang=ru`);
      expect(back.hash, 'behind it, no server is told').to.match(/^#comment-form\?state=[\da-f]{32}$/);
      const again = await open({ src: address, document: '{"guests":true}' });
      expect(authorizeOf(again).successUrl, 'one word for a tab').to.equal(successUrl);
      const other = await open({ src: 'https://third.example/wp-json/' });
      expect(authorizeOf(other).successUrl, 'and one for a site').not.to.equal(successUrl);
    });

    /** As WordPress does: with a script it knows of no `#`; without, it adds to the query. */
    const WAYS = {
      'with a script': (back: string, added: string) => back + (back.includes('?') ? '&' : '?') + added,
      'without a script': (back: string, added: string) =>
        back.replace(/(\?[^#]*)?#/, (_, query?: string) => `${query ?? '?'}&${added}#`),
    };
    const GIVEN = 'site_url=https%3A%2F%2Fx.example&user_login=ann&password=abcd%20EFGH';
    for (const [way, adding] of Object.entries(WAYS))
      it(`takes the password out of the address, and keeps it nowhere else: ${way}`, async () => {
        const before = await pageWith(() => '', { query: '?lang=ru' });
        const address = newSite();
        const { successUrl } = authorizeOf(await before.open({ src: address }));
        const { search, hash } = new URL(adding(successUrl, GIVEN));
        const after = await pageWith(() => '', { query: search + hash, name: before.name });
        const { settings } = await after.open({ src: address });
        expect(settings['credentials']).to.deep.equal({ user: 'ann', password: 'abcd EFGH' });
        expect(settings['authorize']).to.equal(undefined);
        expect(after.page.URL).to.equal(`${after.site}post/?lang=ru`);
        const kept = JSON.stringify([{ ...sessionStorage }, { ...localStorage }, after.page.cookie]);
        expect(kept + after.page.documentElement.outerHTML).not.to.match(/abcd|EFGH/);
        const again = await after.open({ src: address, document: '{"guests":true}' });
        expect(again.settings['credentials'], 'for the life of the page').to.deep.equal(settings['credentials']);
        const other = await after.open({ src: 'https://third.example/wp-json/' });
        expect(other.settings['credentials'], 'for that site alone').to.equal(undefined);
      });

    it('believes no address that it did not ask for', async () => {
      const address = newSite();
      const first = await pageWith(() => '');
      const { successUrl } = authorizeOf(await first.open({ src: address }));
      const word = successUrl.replace(/.*=/, '');
      for (const state of ['0'.repeat(32), '', encodeURIComponent(address), `${word}0`]) {
        const query = `#comment-form?state=${state}&user_login=eve&password=evil`;
        const { open, page, site } = await pageWith(() => '', { query });
        const { settings } = await open({ src: address });
        expect(settings['credentials'], state).to.equal(undefined);
        expect(page.URL, 'it is taken away all the same').to.equal(`${site}post/`);
      }
    });

    it('a reader who said no', async () => {
      const address = newSite();
      const first = await pageWith(() => '');
      const { hash } = new URL(authorizeOf(await first.open({ src: address })).successUrl);
      const after = await pageWith(() => '', { query: `?success=false${hash}`, name: first.name });
      const { settings } = await after.open({ src: address });
      expect(settings['credentials']).to.equal(undefined);
      expect(authorizeOf({ settings }).successUrl, 'may change their mind').to.match(/state=[\da-f]{32}$/);
      expect(after.page.URL).to.equal(`${after.site}post/`);
    });

    it('leaves parameters alone that have nothing to do with it', async () => {
      const { open, page } = await pageWith(() => '', { query: '?password=sesame&user_login=me#comment-form' });
      await open({ src: newSite() });
      expect(page.URL).to.match(/\?password=sesame&user_login=me#comment-form$/);
    });
  });
});
