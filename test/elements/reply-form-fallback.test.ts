import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { field, fill, inner, part, text, until, watchPage } from '../support/elements.js';
import { closePages, entriesIn, openPage, ownAddress, SCRIPT, timesSent, type HostPage } from '../support/host-page.js';

watchPage();
afterEach(closePages);

/** What a theme prints for readers without JavaScript. */
const FIELDS = `<p><label>Name <input name="author" value="Ken" required></label></p>
  <p><label>Email <input name="email" type="email" required></label></p>
  <p><label>Comment <textarea name="comment" required></textarea></label></p>
  <p><label slot="after-fields"><input type="checkbox" name="consent" value="yes" checked> Remember me</label></p>
  <input type="hidden" name="comment_post_ID" value="42">
  <p><button name="submit">Post</button></p>`;

const pageWith = (action: string, more = '', inside = FIELDS, before = '') =>
  `${before}<form method="post" action="${action}"><reply-form fields="name email">${inside}</reply-form></form>${more}`;

/** Brings the script into a page that had none. */
function loadScript({ page }: HostPage): void {
  const script = page().createElement('script');
  script.type = 'module';
  script.src = '/src/elements/reply-form.ts';
  page().body.append(script);
}

function control({ page }: HostPage, name: string): HTMLInputElement {
  return page().querySelector<HTMLInputElement>(`reply-form [name="${name}"]`) ?? expect.fail(name);
}

describe('fields of the page inside a form', () => {
  it('are shown and sent without JavaScript', async () => {
    const action = ownAddress();
    const opened = await openPage(pageWith(action));
    expect(control(opened, 'comment').checkVisibility()).to.be.true;
    control(opened, 'email').value = 'ken@example.com';
    control(opened, 'comment').value = 'Hello';
    control(opened, 'submit').click();
    expect(entriesIn((await opened.left()).text).map(([name]) => name)).to.deep.equal([
      'author',
      'email',
      'comment',
      'consent',
      'comment_post_ID',
      'submit',
    ]);
  });

  it('give way to ours, which keep what was typed, the focus and the caret, and are sent once', async () => {
    const action = ownAddress();
    const opened = await openPage(pageWith(action));
    control(opened, 'email').value = 'ken@example.com';
    control(opened, 'comment').focus();
    await sendKeys({ type: 'Hello' });
    for (let steps = 0; steps < 3; steps += 1) await sendKeys({ press: 'ArrowLeft' });
    loadScript(opened);
    const form = await opened.drawn();
    await until(() => inner(form).activeElement === field(form, 'text'), 'the focus is in the text');
    await sendKeys({ type: 'y, h' });
    expect(field(form, 'text').value).to.equal('Hey, hllo');
    expect([field(form, 'name').value, field(form, 'email').value]).to.deep.equal(['Ken', 'ken@example.com']);
    expect(control(opened, 'comment').checkVisibility()).to.be.false;
    part(form, 'submit').click();
    expect(Object.fromEntries(entriesIn((await opened.left()).text))).to.deep.equal({
      author: 'Ken',
      email: 'ken@example.com',
      comment: 'Hey, hllo',
      consent: 'yes',
      comment_post_ID: '42',
    });
    expect(await timesSent(action)).to.equal(1);
  });

  it('keep the focus where the reader has it in a field for e-mail, which has no caret to tell', async () => {
    const opened = await openPage(pageWith(ownAddress()));
    control(opened, 'email').focus();
    await sendKeys({ type: 'ken@' });
    loadScript(opened);
    const form = await opened.drawn();
    await until(() => inner(form).activeElement === field(form, 'email'), 'the focus is in the field');
    await sendKeys({ press: 'End' });
    await sendKeys({ type: 'example.com' });
    expect(field(form, 'email').value).to.equal('ken@example.com');
  });

  it('do not take the focus from another field of the page', async () => {
    const opened = await openPage(pageWith(ownAddress(), '', FIELDS, '<input id="search">'));
    opened.page().getElementById('search')?.focus();
    loadScript(opened);
    const form = await opened.drawn();
    await form.updateComplete;
    await form.updateComplete;
    expect(opened.page().activeElement?.id).to.equal('search');
  });

  it('keep their places where they are put into a slot', async () => {
    const opened = await openPage(
      pageWith(
        ownAddress(),
        SCRIPT,
        '<textarea name="comment"></textarea><label slot="after-fields"><input type="checkbox" name="consent"> Remember me</label>',
      ),
    );
    await opened.drawn();
    expect(control(opened, 'consent').checkVisibility()).to.be.true;
    expect(control(opened, 'consent').disabled).to.be.false;
  });

  it('stay where the file does not come that would replace them', async () => {
    const map = { imports: { '/src/elements/reply-form-host.ts': '/src/elements/not-there.ts' } };
    const action = ownAddress();
    const opened = await openPage(
      pageWith(action, SCRIPT, FIELDS, `<script type="importmap">${JSON.stringify(map)}</script>`),
    );
    await until(() => opened.element().shadowRoot, 'the element is there');
    await opened.element().updateComplete;
    expect(control(opened, 'comment').checkVisibility()).to.be.true;
    control(opened, 'email').value = 'ken@example.com';
    control(opened, 'comment').value = 'Hello';
    control(opened, 'submit').click();
    expect((await opened.left()).text).to.contain('comment=Hello');
  });

  it('are found where the page comes slowly, and its element is known before its fields are', async () => {
    const opened = await openPage(pageWith(ownAddress(), SCRIPT));
    await opened.drawn();
    const page = opened.page();
    page.open();
    const [start = '', end = ''] = pageWith(ownAddress()).split(/(?<=<reply-form[^>]*>)/);
    page.write(`<!doctype html>${start}`);
    // By then it would have begun without them.
    await opened.window().eval("import('/src/elements/reply-form-host.ts')");
    await new Promise((resolve) => setTimeout(resolve));
    await opened.element().updateComplete;
    expect(page.readyState).to.equal('loading');
    page.write(end);
    page.close();
    const form = await opened.drawn();
    expect(field(form, 'name').value).to.equal('Ken');
    expect(new FormData(opened.host()).getAll('author')).to.deep.equal(['Ken']);
  });
});

describe('what a page has set before the element is known', () => {
  it('holds from then on', async () => {
    const opened = await openPage(pageWith(ownAddress(), '', ''));
    Object.assign(opened.element(), { value: 'Hello', name: 'reply', disabled: true, thread: '42' });
    loadScript(opened);
    const form = await opened.drawn();
    expect([field(form, 'text').value, form.name, form.matches(':disabled')]).to.deep.equal(['Hello', 'reply', true]);
    form.disabled = false;
    expect(new FormData(opened.host()).get('comment_post_ID')).to.equal('42');
  });
});

describe('what a reader typed into a form inside a form of the page', () => {
  it('is still there when the reader comes back from where it was sent', async () => {
    const opened = await openPage(pageWith(ownAddress(), SCRIPT));
    const first = await opened.drawn();
    await fill(first, { text: 'Hello\nyou', name: 'Anna', email: 'anna@example.com' });
    part(first, 'submit').click();
    await opened.left();
    opened.window().history.back();
    await until(() => opened.page().readyState === 'complete' && opened.window().location.pathname === '/page');
    const form = await opened.drawn();
    expect(form === first, 'a new page').to.be.false;
    await until(() => form.value === 'Hello\nyou', 'the text is back');
    expect([field(form, 'text').value, field(form, 'name').value, field(form, 'email').value]).to.deep.equal([
      'Hello\nyou',
      'Anna',
      'anna@example.com',
    ]);
    expect(new FormData(opened.host()).getAll('author')).to.deep.equal(['Anna']);
    expect(text(part(form, 'submit'))).to.equal('Post Comment');
  });
});
