import { LitElement, type PropertyDeclarations } from 'lit';
import type { Backend, Comment, Sort } from '../core/types.js';

/** What a page can set on a `<comment-thread>`, and what it means for drawing. */
export abstract class ThreadSettings extends LitElement {
  /** By a table, since seventeen decorators would be a third of a kilobyte in every reader's download. */
  static override readonly properties: PropertyDeclarations = {
    src: {},
    backend: {},
    thread: {},
    for: {},
    headline: {},
    sort: {},
    threading: {},
    maxDepth: { type: Number, attribute: 'max-depth' },
    pageSize: { type: Number, attribute: 'page-size' },
    numbers: {},
    avatars: {},
    dates: {},
    composer: {},
    loading: {},
    readOnly: { type: Boolean, attribute: 'readonly' },
    headingLevel: { type: Number, attribute: 'heading-level' },
    comments: { attribute: false },
  };

  /** Endpoint or file, relative to the page. */
  src?: string;
  /** Kind of the source: `auto` (by `src`), `http`, `json`, a registered name; as a property also a backend object. */
  backend: string | Backend = 'auto';
  /** What the backend calls the thread; the path of the page's canonical address by default. */
  thread?: string;
  /** Id of an `<article-view>` whose source and thread are meant; one around this element is found by itself. */
  for?: string;
  /** Title for the heading; the backend's by default. */
  headline?: string;
  /** Order of the top level: `oldest`, `newest` or `replies`. */
  sort: Sort = 'oldest';
  /** `nested`, or `flat` to indent nothing. */
  threading: 'nested' | 'flat' = 'nested';
  /** Levels of replies that are indented at most; narrow columns indent fewer. */
  maxDepth = 6;
  /** Comments per request. */
  pageSize = 50;
  /** Numbers before comments: `top` level, `all` levels (`2.1`), or `none`. */
  numbers: 'top' | 'all' | 'none' = 'top';
  /** `initials`, drawn here; `image` loads remote pictures, which tells their hosts who reads; `none`. */
  avatars: 'initials' | 'image' | 'none' = 'initials';
  /** `auto`: relative for 30 days, then the date; `relative`; `absolute`: date and time. */
  dates: 'auto' | 'relative' | 'absolute' = 'auto';
  /** Where the form stands: `bottom`, `top`, or `none` to have it only under comments. */
  composer: 'bottom' | 'top' | 'none' = 'bottom';
  /** `lazy` loads when the thread is a screen away, `eager` at once, `manual` when `load()` is called. */
  loading: 'lazy' | 'eager' | 'manual' = 'lazy';
  /** Shows the discussion without any way to reply. */
  readOnly = false;
  /** Level of the thread's heading, 1 to 5; comments are one level below. */
  headingLevel = 2;
  /** Comments given by script, in the format of the `json` backend; they win over `src`. */
  comments?: readonly Comment[];
}
