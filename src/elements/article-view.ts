import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { formatDate } from '../core/date-words.js';
import { inTime } from '../core/deadline.js';
import { CommentsError, toCommentsError } from '../core/errors.js';
import { listParts } from '../core/lists.js';
import { enArticle } from '../core/locales/en-article.js';
import { addEnglish, errorMessage, type MessageKey, type MessagePart } from '../core/messages.js';
import { dateTimeAttribute } from '../core/timestamps.js';
import type { Backend, Category, Post, Timestamp } from '../core/types.js';
import { ArticleErrorEvent, ArticleLoadEvent } from './article-events.js';
import { articleStyles } from './article-view.styles.js';
import { BodyRenderer, prepareBodies, styleBodies } from './body.js';
import { boxStyles } from './box.styles.js';
import { define } from './define.js';
import { LocaleController } from './locale-controller.js';
import { Guest } from './guest.js';
import { hasSource, openSource, parsed } from './source.js';
import { setStates } from './states.js';
import { prose, shared, tokens } from './styles.js';
import { webAddress } from './web-address.js';

addEnglish(enArticle);

const SOURCE: readonly PropertyKey[] = ['src', 'backend', 'thread'];

/**
 * An article: headline, byline with the line "published originally in …", dates, text, and the categories it is filed under.
 * What the page puts inside it stays visible until the article has come, and when it cannot.
 *
 * @summary The post that is discussed.
 * @customElement article-view
 *
 * @attribute pictures - What becomes of pictures in the text: `own` (the default) shows those of the page's own site and of the
 *   source, and puts a button in place of others, which load when the reader presses it; `click`, `link` and `load` do that with all.
 *
 * @slot - The article's text as the page has it; replaced when the source has one.
 * @slot headline - Instead of the headline.
 * @slot byline - Instead of the byline and source line.
 * @slot meta - Instead of the dates.
 * @slot categories - Instead of "Filed under …".
 * @slot footer - Below everything.
 *
 * @csspart base - The whole article.
 * @csspart headline - Its title.
 * @csspart byline - Author, and where it appeared first.
 * @csspart meta - Dates.
 * @csspart content - Text.
 * @csspart categories - "Filed under …".
 * @csspart category - One category.
 * @csspart error - What went wrong.
 *
 * @cssstate loading - The article is on its way.
 * @cssstate ready - It is shown.
 * @cssstate error - It could not be loaded.
 *
 * @fires {ArticleLoadEvent} article-load - The article has come.
 * @fires {ArticleErrorEvent} article-error - It could not be loaded.
 */
export class ArticleView extends Guest {
  static readonly commentariat = true;
  static override readonly styles = [tokens, shared, prose, boxStyles, articleStyles];

  /** Endpoint or file, relative to the page. */
  @property() src?: string;
  /** Kind of the source: `auto` (by `src`), `http`, `json`, a registered name; as a property also a backend object. */
  @property() backend: string | Backend = 'auto';
  /** What the backend calls the post; the path of the page's canonical address by default. */
  @property() thread?: string;
  /** Headline in place of the post's own title. */
  @property() headline?: string;
  /** Level of the headline, 1 to 5. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 1;
  /** The article given by script, in place of `src`. */
  @property({ attribute: false }) article?: Post | undefined;

  @state() private failure?: CommentsError | undefined;
  @state() private busy = false;

  readonly #internals = this.attachInternals();
  readonly #locale = new LocaleController(this);
  readonly #bodies = new BodyRenderer('article', this);
  #request = new AbortController();
  #base: string | undefined;
  #prepared: Post | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && (this.busy || !this.article)) void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#request.abort();
  }

  /** Markup is drawn when what makes it safe is here, whether the article was loaded or given. */
  protected override prepare(): Promise<unknown> | undefined {
    const { article } = this;
    if (article === this.#prepared) return undefined;
    this.#prepared = article;
    return prepareBodies(article ? [article] : []);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (SOURCE.some((key) => changed.has(key))) void this.load();
    // What the page gave before this class was known is only here now.
    void this.prepare()?.then(() => this.requestUpdate());
    styleBodies(this.renderRoot);
    setStates(this.#internals, {
      loading: this.busy,
      ready: this.article !== undefined,
      error: this.failure !== undefined,
    });
  }

  /** Loads the article from its source, if it names one. Never rejects. */
  async load(): Promise<void> {
    this.#request.abort();
    const { signal } = (this.#request = new AbortController());
    await parsed();
    const attributes = { src: this.src, backend: this.backend, thread: this.thread };
    if (signal.aborted) return;
    this.busy = hasSource(this, attributes);
    if (!this.busy) return;
    this.failure = undefined;
    try {
      const { backend, ref } = await openSource(this, attributes);
      const ask = async (until: AbortSignal) => {
        if (!backend.post) throw new CommentsError('unsupported', `The ${backend.name} backend has no articles.`);
        return backend.post(ref, { signal: until });
      };
      const post = await inTime(ask, { signal });
      if (!signal.aborted) this.#show(post, backend.base);
    } catch (thrown) {
      if (!signal.aborted) this.#fail(toCommentsError(thrown));
    } finally {
      if (!signal.aborted) this.busy = false;
    }
  }

  #show(post: Post, base: string | undefined): void {
    this.#base = base;
    this.article = post;
    this.dispatchEvent(new ArticleLoadEvent(post));
  }

  #fail(error: CommentsError): void {
    this.failure = error;
    this.dispatchEvent(new ArticleErrorEvent(error));
  }

  protected override render(): TemplateResult {
    const { article } = this;
    const words = this.#locale.translator;
    const failure = this.failure && `${words.text('article.error')} ${words.text(errorMessage(this.failure.code))}`;
    return html`<article class="base" part="base" aria-labelledby="headline" aria-busy=${this.busy}>
      ${this.#headlineTemplate()}
      <p class="meta" part="byline"><slot name="byline">${this.#bylineTemplate()}</slot></p>
      <p class="meta" part="meta"><slot name="meta">${this.#datesTemplate()}</slot></p>
      ${failure ? html`<p class="box danger" part="error">${failure}</p>` : nothing}
      <div class="prose" part="content" dir="auto" lang=${ifDefined(article?.lang)}>
        ${article?.body ? this.#bodies.render(article, article.body, this.headingLevel + 1, this.#base, words) : nothing}
        <slot ?hidden=${article?.body !== undefined}></slot>
      </div>
      <p class="meta" part="categories"><slot name="categories">${this.#categoriesTemplate()}</slot></p>
      <slot name="footer"></slot>
      <span class="hidden-text" role="status">${this.busy ? words.text('article.loading') : failure}</span>
    </article>`;
  }

  #headlineTemplate(): TemplateResult {
    const { title: own, lang } = this.article ?? {};
    const title = this.headline ?? own ?? (this.article && this.#locale.translator.text('article.untitled'));
    // The last space of a title is often one that must not break; a narrow column needs to.
    // A heading without words would be one more stop on the way for those who go from heading to heading.
    const named = Boolean(title) || this.querySelector(':scope > [slot="headline"]') !== null;
    const level = ifDefined(named ? this.headingLevel : undefined);
    return html`<div class="headline" part="headline" id="headline" role=${ifDefined(named ? 'heading' : undefined)} aria-level=${level}>
      <slot name="headline" @slotchange=${() => this.requestUpdate()}><span dir="auto" lang=${ifDefined(title === own ? lang : undefined)}>${title?.replaceAll('\u00a0', ' ')}</span></slot>
    </div>`;
  }

  #bylineTemplate(): unknown {
    const { author, source } = this.article ?? {};
    const date = source?.dateText ?? (source?.date && formatDate(source.date, this.#locale.translator.locale));
    const key = bylineKey(author?.name, source?.source, date);
    if (!key) return nothing;
    const links = { author: author?.url, source: source?.url };
    const values = { author: author?.name, source: source?.source, date };
    return this.#locale.translator.parts(key, values).map((part) => this.#linked(part, links));
  }

  #linked(part: MessagePart, links: Readonly<Record<string, string | undefined>>): unknown {
    if (typeof part === 'string') return part;
    const url = webAddress(links[part.name]);
    const text = html`<bdi>${part.value}</bdi>`;
    return url ? html`<a href=${url} rel="noopener">${text}</a>` : text;
  }

  #datesTemplate(): TemplateResult {
    const { publishedAt, updatedAt } = this.article ?? {};
    return html`${this.#dateTemplate('article.published', publishedAt)}
    ${updatedAt && updatedAt !== publishedAt ? html` · ${this.#dateTemplate('article.updated', updatedAt)}` : nothing}`;
  }

  #dateTemplate(key: 'article.published' | 'article.updated', timestamp: Timestamp | undefined): unknown {
    const words = this.#locale.translator;
    if (!timestamp) return nothing;
    return words
      .parts(key, { date: formatDate(timestamp, words.locale) })
      .map((part) =>
        typeof part === 'string' ? part : html`<time datetime=${dateTimeAttribute(timestamp)}>${part.value}</time>`,
      );
  }

  #categoriesTemplate(): unknown {
    const words = this.#locale.translator;
    const categories = this.article?.categories ?? [];
    if (categories.length === 0) return nothing;
    const names = categories.map(({ name }) => name);
    let index = 0;
    const list = listParts(words.locale, names).map((part) =>
      typeof part === 'string' ? part : categoryTemplate(categories[index++], part.value),
    );
    return words
      .parts('article.filedUnder', { categories: '' })
      .map((part) => (typeof part === 'string' ? part : list));
  }
}

function categoryTemplate(category: Category | undefined, name: string): TemplateResult {
  const text = html`<bdi>${name}</bdi>`;
  const url = webAddress(category?.url);
  return url ? html`<a part="category" href=${url} rel="tag">${text}</a>` : html`<span part="category">${text}</span>`;
}

function bylineKey(author?: string, source?: string, date?: string): MessageKey | undefined {
  if (source) {
    if (author) return date ? 'article.bySourceDated' : 'article.bySource';
    return date ? 'article.sourceDated' : 'article.source';
  }
  return author ? 'article.by' : undefined;
}

define('article-view', ArticleView);

declare global {
  interface HTMLElementTagNameMap {
    'article-view': ArticleView;
  }
}
