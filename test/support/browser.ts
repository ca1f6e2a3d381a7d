import { until } from './until.ts';

/** What a page of the server at `url` sends: cookies are kept, and where it comes from is told as browsers do. */
export interface Browser {
  /** Cookies by name. */
  readonly cookies: Map<string, string>;
  ask(path: string, request?: BrowserRequest): Promise<BrowserReply>;
  /** A mutation with the token that guards it. */
  change(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<BrowserReply>;
  /** Sends a form, as the page of a link does. */
  submit(path: string, fields: Readonly<Record<string, string>>): Promise<BrowserReply>;
}

interface BrowserRequest {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface BrowserReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a body holds is what the test is about
  readonly body: any;
}

export function browser(url: string): Browser {
  const cookies = new Map<string, string>();
  const { origin } = new URL(url);

  const send = async (path: string, init: RequestInit): Promise<BrowserReply> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    const response = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await response.text();
    const json = /^application\/json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json && text !== '' ? JSON.parse(text) : undefined,
    };
  };
  const ask = (path: string, { method = 'GET', body, headers = {} }: BrowserRequest = {}) =>
    send(path, {
      method,
      headers: {
        ...(method === 'GET' ? {} : { origin, 'sec-fetch-site': 'same-origin' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    cookies,
    ask,
    async change(method, path, body) {
      const { token } = (await ask('/api/csrf-token')).body;
      return ask(path, {
        method,
        headers: { 'x-csrf-token': token },
        ...(body === undefined ? {} : { body }),
      });
    },
    submit: (path, fields) =>
      send(path, {
        method: 'POST',
        headers: { origin, 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams(fields),
      }),
  };
}

/** The token of the last link that was shown for an address, after so many lines, once one is there. */
export function shownToken(shown: readonly string[], email: string, after = 0): Promise<string> {
  return until(() => {
    const line = shown.slice(after).findLast((text) => text.includes(` for ${email}:`));
    return line === undefined ? false : /token=([\w-]{43})/.exec(line)?.[1];
  }, `a link for ${email}`);
}
