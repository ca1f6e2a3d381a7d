import type { LookupFunction } from 'node:net';
import {
  type RequestFilteringAgentOptions,
  RequestFilteringHttpAgent,
  RequestFilteringHttpsAgent,
} from 'request-filtering-agent';
import { AppError } from '../base/errors.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';
import { PlainAgent } from './plain-agent.ts';

export interface GuardedOptions {
  /** Keeps connections for further requests; each was judged when it was made. */
  readonly keepAlive?: boolean;
  /** Addresses or networks that are let through although they are private. */
  readonly allow?: readonly string[];
  /** To all others only TLS leads, also where they are public. */
  readonly othersByTls?: boolean;
  /** What only tests change: there is no outside on the machine that runs them. */
  readonly lookup?: LookupFunction;
}

/**
 * A client for addresses that users set. Private, loopback, link-local, multicast, reserved and metadata addresses
 * are refused, also as IPv6 forms of IPv4, and also when a name stands for one: each connection judges the addresses
 * that its own look-up found and connects to these, so a name cannot change its mind in between.
 */
export function createGuardedClient(options: GuardedOptions = {}): HttpClient {
  const { allow = [], keepAlive = false, lookup } = options;
  const filter: RequestFilteringAgentOptions & { keepAlive: boolean; lookup?: LookupFunction } = {
    allowIPAddressList: [...allow],
    keepAlive,
    ...(lookup === undefined ? {} : { lookup }),
  };
  return createHttpClient({
    http: options.othersByTls
      ? new PlainAgent({ allow, keepAlive, lookup })
      : new RequestFilteringHttpAgent(filter),
    https: new RequestFilteringHttpsAgent(filter),
    refuses: (error) => /is not allowed\. Because/.test(error.message),
  });
}

const MOST_CHARACTERS = 2048;

/**
 * An address that a user wants called, checked as far as it can be without asking anybody: http(s), no user and
 * password. Where it leads is judged at each connection. Throws `validation_failed`, naming the field, never the address.
 */
export function checkUserUrl(text: string, field: string): URL {
  const refuse = (fix: string) => new AppError('validation_failed', `${field}: ${fix}`, { field });
  const url = text.length <= MOST_CHARACTERS && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw refuse(`must be an http or https address of at most ${MOST_CHARACTERS} characters`);
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse('must hold no user and password; give them as a header');
  }
  return url;
}
