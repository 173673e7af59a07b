/** Somebody who visits the web pages without a browser: keeps cookies, and sends forms with the page's token. */
import { expect } from 'chai';
import { passwordOfPublished } from '../published-organisations.js';

/** Fields of a form; several boxes of one name may be ticked. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface Shown {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** Where a redirect leads. */
  readonly location: string | null;
}

export class Visitor {
  readonly cookies = new Map<string, string>();
  /** `Set-Cookie` headers as they came, newest last. */
  readonly cookieHeaders: string[] = [];

  constructor(readonly origin: string) {}

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Shown> {
    return this.#send('GET', path, headers);
  }

  /** Sends a form as it is, without a token. */
  post(path: string, fields: Fields): Promise<Shown> {
    return this.#send('POST', path, {}, encoded(fields));
  }

  /** Opens the page with the form, and sends it with that page's token. */
  async submit(page: string, path: string, fields: Fields): Promise<Shown> {
    const token = tokenOf(await this.get(page));
    return this.post(path, { _csrf: token, ...fields });
  }

  signIn(organisation: string, password = passwordOfPublished(organisation)): Promise<Shown> {
    return this.submit('/sign-in', '/sign-in', { organisation, password });
  }

  /** Whom the start page says to be signed in; undefined for nobody. */
  async signedInAs(): Promise<string | undefined> {
    const { status, body } = await this.get('/');
    expect(status).to.equal(200);
    return /Signed in as\s*<strong>([^<]*)<\/strong>/.exec(body)?.[1];
  }

  async #send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: URLSearchParams,
  ): Promise<Shown> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.origin + path, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(cookie === '' ? {} : { cookie }) },
      ...(body === undefined ? {} : { body }),
    });
    for (const header of response.headers.getSetCookie()) {
      this.cookieHeaders.push(header);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      this.cookies.set(name, value);
    }
    return {
      status: response.status,
      headers: response.headers,
      body: await response.text(),
      location: response.headers.get('location'),
    };
  }
}

function encoded(fields: Fields): URLSearchParams {
  return new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, each]),
    ),
  );
}

/** The token in the first form of a page. */
export function tokenOf({ body }: Pick<Shown, 'body'>): string {
  const [, token] = /name="_csrf" value="([^"]+)"/.exec(body) ?? [];
  if (token === undefined) throw new Error('The page has no form');
  return token;
}
