import { isLoopback } from '../base/config.ts';

/** A name or an address and perhaps a port: no user, no path, nothing that a reader might take for another host. */
const FORM = /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i;

/**
 * True when a request's Host header names this machine's loopback or the public address. Anything else is a page
 * elsewhere that had its name pointed at us (DNS rebinding), or a misdirected proxy.
 */
export function isOwnHost(header: string | undefined, publicUrl: string | undefined): boolean {
  if (header === undefined || !FORM.test(header) || !URL.canParse(`http://${header}`)) return false;
  const { hostname, host } = new URL(`http://${header}`);
  if (isLoopback(hostname.replace(/^\[|\]$/g, '')) || hostname.endsWith('.localhost')) return true;
  if (publicUrl === undefined) return false;
  const own = new URL(publicUrl);
  return host === own.host || (hostname === own.hostname && own.port === '');
}
