import type { IncomingHttpHeaders } from 'node:http';

/** Before the name of each of our cookies. */
export const COOKIE_PREFIX = 'lotline';

/** Header by which the network address of a request reaches Better Auth; what clients send by that name is dropped. */
export const ADDRESS_HEADER = 'x-lotline-address';

/** The signed token of a session, as it stands in the cookie. Behind https the name carries a prefix that browsers guard. */
const SESSION = new RegExp(
  `(?:^|;\\s*)(?:__Secure-)?${COOKIE_PREFIX}\\.session_token=([\\w%.+/=-]{40,300})(?=;|$)`,
);

/** What the browser's cookies say about a session, without asking whether it is a good one. */
export function sessionCookie({ cookie }: IncomingHttpHeaders): string | undefined {
  return SESSION.exec(cookie ?? '')?.[1];
}
