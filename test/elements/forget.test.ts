import { expect } from '@open-wc/testing';
import { forget } from '../../src/core/forget.js';
import { keptIn } from '../../src/elements/kept.js';
import { watchPage } from '../support/elements.js';

watchPage();

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
}

const databases = async (): Promise<string[]> => (await indexedDB.databases()).map(({ name }) => name ?? '');

describe('forgetting', () => {
  it('erases all that was stored under names of ours, and nothing else', async () => {
    for (const storage of [localStorage, sessionStorage]) {
      storage.setItem('commentariat authorize x', '1');
      storage.setItem('commentariat:details', '1');
      storage.setItem('theirs', '1');
    }
    (await openDatabase('commentariat drafts')).close();
    (await openDatabase('theirs')).close();
    expect(await forget()).to.deep.equal([]);
    for (const storage of [localStorage, sessionStorage]) {
      expect(Object.keys(storage).filter((key) => /commentariat/.test(key))).to.deep.equal([]);
      expect(storage.getItem('theirs')).to.equal('1');
      storage.removeItem('theirs');
    }
    expect(await databases())
      .to.include('theirs')
      .and.not.to.include('commentariat drafts');
    indexedDB.deleteDatabase('theirs');
  });

  it('says what it could not erase, because somebody does not let go of it', async () => {
    const open = await openDatabase('commentariat held');
    expect(await forget()).to.deep.equal(['indexedDB']);
    open.close();
    expect(await forget()).to.deep.equal([]);
    expect(await databases()).not.to.include('commentariat held');
  });

  it('erases what is kept in memory only, where a page or a browser wants it so', async () => {
    const { drafts, storage } = keptIn('none');
    const place = { backend: 'memory', thread: 'post' };
    await drafts.save(place, 'Not finished');
    await storage.change('outbox x', () => [{ text: 'Waits' }]);
    expect(await forget()).to.deep.equal([]);
    expect(await drafts.load(place)).to.equal(undefined);
    expect(await storage.list('outbox ')).to.deep.equal([]);
  });
});
