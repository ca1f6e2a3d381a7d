import { isLoopback } from '../base/config.ts';

/**
 * True when a request's Host header names this machine's loopback or the public address. Anything else is a page
 * elsewhere that had its name pointed at us (DNS rebinding), or a misdirected proxy.
 */
export function isOwnHost(header: string | undefined, publicUrl: string | undefined): boolean {
  if (header === undefined || !URL.canParse(`http://${header}`)) return false;
  const { hostname, host } = new URL(`http://${header}`);
  if (isLoopback(hostname.replace(/^\[|\]$/g, '')) || hostname.endsWith('.localhost')) return true;
  if (publicUrl === undefined) return false;
  const own = new URL(publicUrl);
  return host === own.host || (hostname === own.hostname && own.port === '');
}
