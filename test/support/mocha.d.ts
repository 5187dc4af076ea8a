/** What the browser tests use of Mocha, which web-test-runner brings into the page. */
type MochaBody = () => void | Promise<unknown>;

declare function describe(title: string, body: () => void): void;
declare function it(title: string, body: MochaBody): void;
declare function before(body: MochaBody): void;
declare function beforeEach(body: MochaBody): void;
declare function after(body: MochaBody): void;
declare function afterEach(body: MochaBody): void;
