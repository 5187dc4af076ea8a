import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { DiscussionState } from '../core/discussion.js';
import type { Translator } from '../core/messages.js';
import type { Backend, Comment, Sort } from '../core/types.js';
import type { ThreadView } from './comment.js';
import { permalink } from './permalinks.js';
import type { FrameView } from './thread-frame.js';

/** Levels of replies that the widest column indents. */
const DEEPEST = 6;

/** What a page can set on a `<comment-thread>`, and what it means for drawing. */
export abstract class ThreadSettings extends LitElement {
  /** Endpoint or file, relative to the page. */
  @property() src?: string;
  /** Kind of the source: `auto` (by `src`), `http`, `json`, a registered name; as a property also a backend object. */
  @property() backend: string | Backend = 'auto';
  /** What the backend calls the thread; the path of the page's canonical address by default. */
  @property() thread?: string;
  /** Id of an `<article-view>` whose source and thread are meant; one around this element is found by itself. */
  @property() for?: string;
  /** Title for the heading; the backend's by default. */
  @property() headline?: string;
  /** Order of the top level: `oldest`, `newest` or `replies`. */
  @property() sort: Sort = 'oldest';
  /** `nested`, or `flat` to indent nothing. */
  @property() threading: 'nested' | 'flat' = 'nested';
  /** Levels of replies that are indented at most; narrow columns indent fewer. */
  @property({ type: Number, attribute: 'max-depth' }) maxDepth = 6;
  /** Comments per request. */
  @property({ type: Number, attribute: 'page-size' }) pageSize = 50;
  /** Numbers before comments: `top` level, `all` levels (`2.1`), or `none`. */
  @property() numbers: 'top' | 'all' | 'none' = 'top';
  /** `initials`, drawn here; `image` loads remote pictures, which tells their hosts who reads; `none`. */
  @property() avatars: 'initials' | 'image' | 'none' = 'initials';
  /** `auto`: relative for 30 days, then the date; `relative`; `absolute`: date and time. */
  @property() dates: 'auto' | 'relative' | 'absolute' = 'auto';
  /** Where the form stands: `bottom`, `top`, or `none` to have it only under comments. */
  @property() composer: 'bottom' | 'top' | 'none' = 'bottom';
  /** `lazy` loads when the thread is a screen away, `eager` at once, `manual` when `load()` is called. */
  @property() loading: 'lazy' | 'eager' | 'manual' = 'lazy';
  /** Shows the discussion without any way to reply. */
  @property({ type: Boolean, attribute: 'readonly' }) readOnly = false;
  /** Level of the thread's heading, 1 to 5; comments are one level below. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;
  /** Comments given by script, in the format of the `json` backend; they win over `src`. */
  @property({ attribute: false }) comments?: readonly Comment[];

  /** Level of the headings of comments. */
  protected get commentLevel(): number {
    return Math.min(6, this.headingLevel + 1);
  }

  protected frameView(state: DiscussionState, words: Translator, canReply: boolean): FrameView {
    return {
      state,
      words,
      headingLevel: this.headingLevel,
      title: this.headline ?? state.title,
      hasForm: this.composer !== 'none' && canReply,
    };
  }

  protected threadView(
    state: DiscussionState,
    known: Pick<ThreadView, 'words' | 'canReply' | 'base' | 'bodies' | 'marks'>,
  ): ThreadView {
    return {
      ...known,
      now: Date.now(),
      dates: this.dates,
      avatars: this.avatars,
      numbers: this.numbers,
      maxDepth: this.threading === 'flat' ? 0 : Math.max(0, Math.min(DEEPEST, this.maxDepth)),
      headingLevel: this.commentLevel,
      providers: state.providers,
      mine: state.mine,
      permalink,
    };
  }
}
