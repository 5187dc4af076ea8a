/** The pages of the demo, as its navigation names them. */
const PAGES: Readonly<Record<string, string>> = {
  'counts.html': 'Notes',
  'index.html': 'The railway compact',
  'json.html': 'Two alphabets',
  'playground.html': 'Playground',
  'languages.html': 'Languages',
  'inline.html': 'Inline data',
  'states.html': 'States',
  'big.html': 'Big thread',
  'slow.html': 'Slow network',
  'hostile.html': 'Hostile page',
  'form.html': 'Own form',
  'noscript.html': 'No JavaScript',
  'classic.html': 'Classic script',
};

/** Puts the masthead, which all pages share, in place of `<!-- masthead -->`. */
export function withMasthead(html: string, path: string): string {
  return html.replace('<!-- masthead -->', () => masthead(path));
}

/** The switches are shown by page.js, since they do nothing without it. */
function masthead(path: string): string {
  const links = Object.entries(PAGES).map(
    ([page, title]) => `<li><a href="${page}"${page === path ? ' aria-current="page"' : ''}>${title}</a></li>`,
  );
  return `<header class="masthead">
      <p class="name"><a href="counts.html">Ashun Notebook</a></p>
      <p class="motto">Five small countries, one railway</p>
      <div class="switches" hidden>
        <label>Theme <select class="theme"></select></label>
        <button type="button" class="scheme">Colors</button>
      </div>
      <nav aria-label="Site">
        <ul>
          ${links.join('\n          ')}
        </ul>
      </nav>
    </header>`;
}

/** The page as a browser shows it that runs no scripts, for `?scripts=off`. Data stay, since they are no script. */
export function withoutScripts(html: string): string {
  return html.replace(/<script (?:type="module"|defer)[^>]*><\/script>/g, '').replace(/<\/?noscript>/g, '');
}
