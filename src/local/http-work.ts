import type { Config } from '../base/config.ts';
import type { Queryable } from '../db/pool.ts';
import { awaitResults, newCallbackToken, openCallback } from '../engine/http-callbacks.ts';
import type { HttpParts } from '../kinds/http/http.ts';
import { signingSecrets } from '../outcomes/http-secrets.ts';
import { createWebhookClient } from '../outcomes/webhooks/addresses.ts';
import type { Services } from '../providers/service/services.ts';

export type HttpWorkConfig = Pick<
  Config,
  'webhooksPrivate' | 'publicUrl' | 'host' | 'port' | 'secretKey' | 'databaseUrl' | 'dataFolder'
>;

/** What the kind `http` works with: the same way out as webhooks, and links that lead back to this server. */
export function httpParts(config: HttpWorkConfig, db: Queryable, services: Services): HttpParts {
  const base = (config.publicUrl ?? `http://${config.host}:${config.port}`).replace(/\/+$/, '');
  return {
    addresses: services.ownAddresses(createWebhookClient(config)),
    secrets: (organizationId) => signingSecrets(db, config, organizationId),
    newToken: newCallbackToken,
    openCallback: (request) => openCallback(db, request),
    awaitResults: (callback, seconds) => awaitResults(db, callback, seconds),
    callbackUrl: (callback) => `${base}/api/http-results/${callback}`,
  };
}
