/** A reader's session: what a browser holds after wp-login.php. */
export interface Login {
  /** Value for a `Cookie` header. */
  readonly cookie: string;
  /** The same one by one, for `addCookies` of a browser context. */
  readonly cookies: readonly { readonly name: string; readonly value: string; readonly url: string }[];
  /** For the `X-WP-Nonce` header of this reader's requests, as a page would print it. */
  readonly nonce: string;
}

/** Logs in as a browser does, and asks for a nonce as scripts of WordPress do when theirs has expired. */
export async function login(url: string, user: string, password: string): Promise<Login> {
  const response = await fetch(`${url}/wp-login.php`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: 'wordpress_test_cookie=WP%20Cookie%20check' },
    body: new URLSearchParams({ log: user, pwd: password, testcookie: '1' }),
  });
  const pairs = response.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
  if (!pairs.some((pair) => pair.startsWith('wordpress_logged_in_')))
    throw new Error(`${user} could not log in at ${url}.`);
  const cookie = [...new Set(pairs)].join('; ');
  const nonce = await fetch(`${url}/wp-admin/admin-ajax.php?action=rest-nonce`, { headers: { cookie } });
  return {
    cookie,
    cookies: [...new Set(pairs)].map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name, value: value.join('='), url: `${url}/` };
    }),
    nonce: await nonce.text(),
  };
}
