import { html, nothing, type TemplateResult } from 'lit';
import type { Comment } from '../core/types.js';
import { domId, type ThreadView } from './comment.js';
import { webAddress } from './web-address.js';

/** Links from other sites, apart from what people wrote. */
export function pingsTemplate(pings: readonly Comment[], view: ThreadView): TemplateResult | typeof nothing {
  if (pings.length === 0) return nothing;
  const { words } = view;
  return html`<section class="pings" part="pings" aria-labelledby="pings">
    <div id="pings" class="meta" role="heading" aria-level=${view.headingLevel}>
      ${words.text('thread.pings', { count: pings.length })}
    </div>
    <ul role="list">
      ${pings.map((ping) => html`<li class="meta" part="ping" id=${domId('c', ping.id)}>${pingTemplate(ping, view)}</li>`)}
    </ul>
  </section>`;
}

function pingTemplate(ping: Comment, { words }: ThreadView): unknown[] {
  const { name } = ping.author;
  const url = webAddress(ping.author.url);
  const link = name || url || words.text('comment.anonymous');
  return words
    .parts(ping.kind === 'trackback' ? 'thread.trackback' : 'thread.pingback', { link })
    .map((part) =>
      typeof part === 'string'
        ? part
        : url
          ? html`<a href=${url} rel="nofollow ugc noopener noreferrer"><bdi>${part.value}</bdi></a>`
          : html`<bdi>${part.value}</bdi>`,
    );
}
