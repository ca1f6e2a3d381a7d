import type { Config } from '../../base/config.ts';
import { AppError } from '../../base/errors.ts';
import { checkUserUrl, createGuardedClient } from '../../providers/guarded-client.ts';
import { createOperatorClient, type HttpClient } from '../../providers/http-client.ts';

type Policy = Pick<Config, 'webhooksPrivate'> & Partial<Pick<Config, 'sandbox'>>;

/**
 * An address that may be an endpoint's: https, or http where the operator lets webhooks lead to private addresses.
 * Throws `validation_failed`, naming the field, never the address.
 */
export function checkWebhookUrl(text: string, field: string, { webhooksPrivate }: Policy): string {
  const url = checkUserUrl(text, field);
  if (url.protocol !== 'https:' && webhooksPrivate === 'none') {
    throw new AppError('validation_failed', `${field}: must be an https address`, { field });
  }
  if (url.hash !== '') {
    throw new AppError('validation_failed', `${field}: must have no part after #; it is never sent`, {
      field,
    });
  }
  return url.href;
}

/**
 * The client that webhooks go by: with TLS to public addresses, and also without to the private ones that the operator
 * allows. From a sandbox every request says so: the receiver may be real.
 */
export function createWebhookClient(policy: Policy): HttpClient {
  const client = clientFor(policy);
  if (!policy.sandbox) return client;
  return {
    post: (request) =>
      client.post({ ...request, headers: { ...request.headers, 'lotline-sandbox': 'true' } }),
    close: () => client.close(),
  };
}

function clientFor({ webhooksPrivate }: Policy): HttpClient {
  if (webhooksPrivate === 'all') return createOperatorClient({ keepAlive: true });
  return createGuardedClient({
    keepAlive: true,
    othersByTls: true,
    ...(webhooksPrivate === 'none' ? {} : { allow: webhooksPrivate }),
  });
}
