/**
 * Keeps what a reader types: written within 300 ms, restored when the same place is open again, removed when the backend has
 * confirmed the reply. It watches the form by itself; the form need not know.
 */
import type { ReactiveController } from 'lit';
import { keyOf, pageOf, type DraftPlace, type Drafts } from '../core/drafts.js';
import { accountOf, backendId, keptIn } from './kept.js';
import type { FormInside } from './reply-form-host.js';

/** ms after the first key that was not kept yet. */
const SOON = 150;
/** The name under which tabs tell each other of drafts. */
const CHANNEL = 'commentariat drafts';

/** What a tab tells the others: what stands in a draft now, or which text has gone out. */
interface Told {
  readonly key: string;
  readonly text: string;
  readonly sent?: string;
}

export class ReplyDrafts implements ReactiveController {
  readonly #inside: FormInside;
  #place: DraftPlace | undefined;
  /** What stood in the form when it was last handed on to be kept, restored or heard of. */
  #known = '';
  /** What is certainly kept. */
  #safe = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #connected = new AbortController();
  #channel: BroadcastChannel | undefined;
  /** One move after the other. */
  #moving: Promise<void> = Promise.resolve();
  /** Where the form has stood since a text was taken along, which may have been for a moment. */
  #behind: [place: DraftPlace, kept: string][] = [];
  /** The text in the form came from a draft, and the reader has neither sent nor discarded it. */
  restored = false;

  constructor(inside: FormInside) {
    this.#inside = inside;
    inside.form.addController(this);
  }

  hostConnected(): void {
    const { signal } = (this.#connected = new AbortController());
    const { ownerDocument } = this.#inside.form;
    const leave = () => this.#leave();
    addEventListener('pagehide', leave, { signal });
    addEventListener('pageshow', ({ persisted }) => void (persisted && this.#comeBack()), { signal });
    ownerDocument.addEventListener('visibilitychange', () => void (ownerDocument.hidden && leave()), { signal });
    this.#channel = openChannel((told) => this.#hear(told));
  }

  hostDisconnected(): void {
    this.#connected.abort();
    this.#channel?.close();
    // The page may go next, as with a link that a router follows by loading it after all.
    this.#leave();
  }

  hostUpdate(): void {
    const [from, to] = [this.#place, this.placeOf()];
    if ((from && keyOf(from)) !== (to && keyOf(to))) {
      this.#place = to;
      // Not what stands there now: the reader may have typed on since the form was moved.
      const kept = this.#known;
      this.#moving = this.#moving.then(() => this.#move(from, to, kept));
    } else if (to && this.#text !== this.#known) {
      this.#timer ??= setTimeout(() => void this.flush(), SOON);
    }
  }

  /** Where a reply would go that is written now, or under another comment. */
  placeOf(parentId = this.#inside.form.parent?.id): DraftPlace | undefined {
    const { discussion } = this.#inside.form;
    return (
      discussion && {
        backend: backendId(discussion),
        thread: discussion.ref.key,
        parentId,
        account: accountOf(this.#inside.policy()),
      }
    );
  }

  /** Names the draft in the form, the same in every tab. */
  get id(): string | undefined {
    return this.#place && this.#drafts.idOf(this.#place);
  }

  /** Keeps what stands in the form now. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [place, text] = [this.#place, this.#text];
    if (!place || text === this.#known) return;
    this.#known = text;
    await this.#drafts.save(place, text);
    if (!keptIn(this.#inside.form.drafts).storage.failing) this.#safe = text;
    this.#tell({ key: keyOf(place), text });
  }

  /** A text is safe elsewhere: with the backend, or in the outbox. What was typed since stays. */
  async drop(sent: string, place: DraftPlace | undefined): Promise<void> {
    this.restored = false;
    if (!place) return;
    await this.#drafts.remove(place, sent);
    this.#tell({ key: keyOf(place), text: '', sent });
    if (this.#text !== this.#known) await this.flush();
  }

  /** The reader does not want the restored text. */
  discard(): void {
    const place = this.#place;
    this.#show('', false);
    this.#inside.form.focus();
    if (!place) return;
    void this.#drafts.remove(place);
    this.#tell({ key: keyOf(place), text: '' });
  }

  get #drafts(): Drafts {
    return keptIn(this.#inside.form.drafts).drafts;
  }

  get #text(): string {
    return this.#inside.marks.values.text;
  }

  /**
   * The form stands somewhere else. Under another comment the text goes along, unless a draft is waiting there: then each keeps
   * its own. Another article has nothing to do with it.
   */
  async #move(from: DraftPlace | undefined, to: DraftPlace | undefined, carried: string): Promise<void> {
    const stays = from && to && (from.backend !== to.backend || pageOf(from.thread) !== pageOf(to.thread));
    if (from && (stays || !to) && this.#text.trim()) await this.#drafts.save(from, this.#text);
    if (stays) {
      this.#behind = [];
      this.#show('', false);
    } else if (from) this.#behind.push([from, carried]);
    if (!to) return;
    const found = (await this.#drafts.load(to))?.text;
    // It has gone on meanwhile: what stands there now belongs to another place.
    if (this.#place && keyOf(this.#place) !== keyOf(to)) return;
    const behind = this.#behind.splice(0);
    if (behind.length > 0 && this.#text.trim()) await this.#take(behind, to, found);
    else if (found) this.#show(joined(found, this.#text), true);
    else if (to.parentId === undefined && (!from || stays || from.account !== to.account)) await this.#reopen(to);
  }

  async #take(behind: readonly (readonly [DraftPlace, string])[], to: DraftPlace, found?: string): Promise<void> {
    const text = this.#text;
    if (found && found !== text) {
      for (const [place] of behind.slice(-1)) await this.#drafts.save(place, text);
      return this.#show(found, true);
    }
    await this.#drafts.save(to, text);
    for (const [place, carried] of behind) if (keyOf(place) !== keyOf(to)) await this.#drafts.remove(place, carried);
    this.#known = this.#safe = text;
    // What has changed meanwhile is kept next.
    this.#inside.form.requestUpdate();
  }

  /** The reader was answering a comment: the form goes back there, or has the text where that comment is gone. */
  async #reopen(main: DraftPlace): Promise<void> {
    const { discussion, reopen } = this.#inside.form;
    if (discussion?.state.status !== 'ready' || this.#text) return;
    const { storage, swept } = keptIn(this.#inside.form.drafts);
    const answered = await swept;
    const [id] = (await answered?.(storage, main)) ?? [];
    if (id === undefined || this.#text || this.#isTyping) return;
    const comment = discussion.state.thread.byId.get(id)?.comment;
    if (comment?.state === 'published') reopen?.(comment);
    else if (comment || !discussion.state.more) {
      const place = { ...main, parentId: id };
      const text = (await this.#drafts.load(place))?.text ?? '';
      await this.#drafts.save(main, text);
      await this.#drafts.remove(place, text);
      this.#show(text, true);
    }
  }

  /** Puts a text into the form that is kept as it stands. */
  #show(text: string, restored: boolean): void {
    const { mark, marks, words } = this.#inside;
    this.restored = restored;
    this.#known = this.#safe = text;
    mark({ values: { ...marks.values, text }, said: restored ? words().text('form.draftRestored') : undefined });
  }

  /** The page is left, or might be: nobody knows whether the browser still waits for anything. */
  #leave(): void {
    if (this.#place && this.#text !== this.#safe) this.#drafts.leave(this.#place, this.#text);
    void this.flush();
  }

  /** From the browser's cache of whole pages; another page may have gone on writing. */
  async #comeBack(): Promise<void> {
    const place = this.#place;
    const found = place && (await this.#drafts.load(place));
    if (found && place === this.#place && this.#text === this.#known && found.text !== this.#text)
      this.#show(found.text, true);
  }

  /** Another tab, or another form of this page, has changed a draft. What was typed here is not touched. */
  #hear({ key, text, sent }: Told): void {
    if (!this.#place || key !== keyOf(this.#place)) return;
    const isSame = sent === undefined ? this.#text === this.#known : this.#text.trim() === sent.trim();
    if (isSame && text !== this.#text && (sent !== undefined || !this.#isTyping))
      this.#show(text, this.restored && !!text);
  }

  get #isTyping(): boolean {
    const { form } = this.#inside;
    return form.matches(':focus-within') && form.ownerDocument.hasFocus();
  }

  #tell(told: Told): void {
    if (this.#connected.signal.aborted) return;
    this.#channel?.postMessage(told);
  }
}

/** Missing in some embedded browsers, and forbidden where storage is; then tabs meet in the storage only. */
function openChannel(hear: (told: Told) => void): BroadcastChannel | undefined {
  try {
    const channel = new BroadcastChannel(CHANNEL);
    // Anybody may have said anything there.
    channel.onmessage = ({ data }: MessageEvent<Told | undefined>) => typeof data?.text === 'string' && hear(data);
    return channel;
  } catch {
    return undefined;
  }
}

/** A reader who was faster than the storage has begun anew. */
function joined(found: string, typed: string): string {
  return !typed.trim() || found.includes(typed.trim()) ? found : `${found}\n\n${typed}`;
}
