import { expect } from '@open-wc/testing';
import type { ReplyPolicy } from '../../src/core/types.js';
import type { ReplyForm } from '../../src/elements/index.js';
import '../../src/elements/index.js';
import { field, fill, formOf, parts, thread, until, watchPage } from '../support/elements.js';

watchPage();

const POLICY: ReplyPolicy = { access: 'open', name: 'required', email: 'optional', url: 'optional' };
const KEN = { name: 'Ken', email: 'ken@example.com', url: 'https://ken.example' };
const KEY = 'commentariat details';
const kept = () => JSON.parse(localStorage.getItem(KEY) ?? 'null') as unknown;

async function opened(): Promise<{ form: ReplyForm; box: HTMLInputElement }> {
  const form = await formOf(await thread({ post: { policy: POLICY } }));
  form.scrollIntoView();
  await until(() => parts(form, 'remember').length === 1, 'the box comes');
  return { form, box: parts(form, 'remember')[0] as HTMLInputElement };
}

describe('the box that keeps a guest’s details', () => {
  beforeEach(() => localStorage.removeItem(KEY));
  after(() => localStorage.removeItem(KEY));

  it('is not ticked, and nothing is kept before it is', async () => {
    const { box, form } = await opened();
    expect(box.checked).to.equal(false);
    await fill(form, { ...KEN, text: 'Hello' });
    expect(kept()).to.equal(null);
    box.click();
    expect(kept()).to.deep.equal(KEN);
    await fill(form, { name: 'Kenneth' });
    expect(kept()).to.deep.equal({ ...KEN, name: 'Kenneth' });
  });

  it('erases them at once when it is unticked', async () => {
    const { box, form } = await opened();
    await fill(form, KEN);
    box.click();
    box.click();
    expect(localStorage.getItem(KEY)).to.equal(null);
    await fill(form, { name: 'Kenneth' });
    expect(localStorage.getItem(KEY)).to.equal(null);
  });

  it('fills in the next form, where the reader has not typed', async () => {
    localStorage.setItem(KEY, JSON.stringify(KEN));
    const { box, form } = await opened();
    expect(box.checked).to.equal(true);
    expect((['name', 'email', 'url'] as const).map((name) => field(form, name).value)).to.deep.equal(
      Object.values(KEN),
    );
  });

  it('takes nothing that it did not put there', async () => {
    for (const odd of ['{', '[]', '7', '"x"', `{"name":7,"email":${JSON.stringify('x'.repeat(5000))}}`]) {
      localStorage.setItem(KEY, odd);
      const { form } = await opened();
      expect(field(form, 'name').value + field(form, 'email').value).to.equal('');
    }
  });

  it('does without a storage', async () => {
    const { getItem, setItem } = Storage.prototype;
    const refuse = () => {
      throw new DOMException('No.', 'SecurityError');
    };
    Object.assign(Storage.prototype, { getItem: refuse, setItem: refuse });
    try {
      const { box, form } = await opened();
      await fill(form, KEN);
      box.click();
      expect(field(form, 'name').value).to.equal('Ken');
    } finally {
      Object.assign(Storage.prototype, { getItem, setItem });
    }
  });
});
