import { after } from 'node:test';
import { createLog } from '../../src/base/log.ts';
import { asOrganization } from '../../src/db/pool.ts';
import {
  createDeliverer,
  type Deliverer,
  type DelivererOptions,
} from '../../src/outcomes/webhooks/deliverer.ts';
import { addWebhook, type Webhook, type WebhookWish } from '../../src/outcomes/webhooks/endpoints.ts';
import { EVENT_TYPES, type EventType } from '../../src/outcomes/webhooks/event-types.ts';
import type { Notice } from '../../src/outcomes/webhooks/notice.ts';
import { startReceiver, type WebhookReceiver } from '../../src/simulators/webhook-receiver.ts';
import type { TestDatabase } from './database.ts';

/** Where receivers of tests may be, and a key to seal their secrets with. */
export const WEBHOOK_CONFIG = {
  webhooksPrivate: 'all',
  secretKey: 'ab'.repeat(32),
  databaseUrl: undefined,
  dataFolder: '/nowhere',
} as const;

export interface Listening {
  readonly organizationId: string;
  readonly receiver: WebhookReceiver;
  readonly webhook: Webhook;
  readonly secret: string;
}

/** Webhooks of a test database: endpoints that are there, and somebody who sends to them. */
export function webhooksIn(db: TestDatabase) {
  async function add(
    organizationId: string,
    url: string,
    events: readonly EventType[] = EVENT_TYPES,
    wish: Partial<WebhookWish> = {},
  ): Promise<{ webhook: Webhook; secret: string }> {
    return asOrganization(db.pools.api, organizationId, (client) =>
      addWebhook(client, WEBHOOK_CONFIG, {
        organizationId,
        actor: 'tester',
        url,
        description: '',
        events,
        fieldNames: [],
        payload: 'signed',
        ratePerSecond: 1000,
        ...wish,
      }),
    );
  }

  /** A receiver that runs, and an endpoint of a fresh organization that leads to it. */
  async function listening(
    events: readonly EventType[] = EVENT_TYPES,
    wish: Partial<WebhookWish> = {},
  ): Promise<Listening> {
    const receiver = await startReceiver();
    after(() => receiver.close());
    const organizationId = await db.organization();
    const made = await add(organizationId, receiver.url, events, wish);
    receiver.expect(made.secret);
    return { organizationId, receiver, ...made };
  }

  /** Somebody who sends, and looks often. */
  /** `letters` gets what people are written. */
  function deliverer(
    options: DelivererOptions = {},
    log = createLog('silent'),
    letters: Notice[] = [],
  ): Deliverer {
    const made = createDeliverer({
      config: WEBHOOK_CONFIG,
      pool: db.pools.worker,
      log,
      tell: async (notice) => void letters.push(notice),
      options: { lookMs: 10, timeoutMs: 500, graceMs: 50, ...options },
    });
    after(() => made.stop());
    made.start();
    return made;
  }

  /** Makes time pass: what is due later is due now. */
  async function pass(interval: string): Promise<void> {
    await db.pools.owner.query(
      `with gone as (delete from lotline.clock_shift returning amount)
       insert into lotline.clock_shift select coalesce(sum(amount), '0') + $1::interval from gone`,
      [interval],
    );
  }

  return { add, listening, deliverer, pass };
}
