import { asOrganization, createPool } from '../db/pool.ts';
import { linkOrganization } from '../identity/tokens/external-organizations.ts';
import { addWebhook, changeWebhook, listWebhooks, rotateSecret } from '../outcomes/webhooks/endpoints.ts';
import type { Simulator } from '../simulators/chassis/simulator.ts';
import type { SandboxCallers } from '../simulators/sandbox-callers.ts';
import type { LocalIo } from './io.ts';
import type { Opened } from './open.ts';

/** What the simulated issuer calls the organization of a sandbox. */
const EXTERNAL_ID = 'org_sandbox';
const DESCRIPTION = 'The receiver of this sandbox';
const ACTOR = 'sandbox';
/** Ends of jobs and what stops them: a receiver keeps what it takes, which each row of a large file would be too much for. */
const EVENTS = ['job.completed', 'job.failed', 'job.cancelled', 'job.auto_paused'] as const;

/**
 * Lets tokens of the simulated issuer act for the organization, and has the simulated receiver told of its jobs. At a
 * later start their addresses are others: the receiver's endpoint follows it, with a new secret.
 */
export async function connectCallers(
  { config, database }: Opened,
  organizationId: string,
  callers: SandboxCallers,
): Promise<void> {
  const url = callers.env.WEBHOOK_RECEIVER_URL ?? '';
  const owner = createPool(database.urls.owner, { name: 'lotline sandbox', max: 1 });
  try {
    if (config.clerk?.issuer === callers.env.CLERK_ISSUER) {
      const external = { issuer: config.clerk?.issuer ?? '', externalId: EXTERNAL_ID };
      await linkOrganization(owner, external, organizationId, ACTOR);
    }
    const secret = await asOrganization(owner, organizationId, async (db) => {
      const known = (await listWebhooks(db, organizationId)).find((one) => one.description === DESCRIPTION);
      if (known === undefined) {
        const wish = {
          url,
          description: DESCRIPTION,
          events: EVENTS,
          fieldNames: [],
          payload: 'signed',
          ratePerSecond: 50,
        } as const;
        return (await addWebhook(db, config, { ...wish, organizationId, actor: ACTOR })).secret;
      }
      const target = { organizationId, id: known.id };
      await changeWebhook(db, config, target, { url });
      return (await rotateSecret(db, config, target, 0)).secret;
    });
    callers.expectSecret(secret);
  } finally {
    await owner.end();
  }
}

/** Says where they and the services are, and that they are not real. */
export function greetCallers(
  io: LocalIo,
  { env }: SandboxCallers,
  services: readonly Pick<Simulator, 'name' | 'adminUrl'>[],
): void {
  const claims = encodeURIComponent(`{"o":{"id":"${EXTERNAL_ID}","rol":"admin"}}`);
  const receiver = new URL(env.WEBHOOK_RECEIVER_URL ?? '').origin;
  const line = (what: string, text: string) => io.say(`  ${what.padEnd(24)}${text}`);
  io.say('Simulated, not real, and to be told what goes wrong:');
  for (const { name, adminUrl } of services) line(name, adminUrl);
  line(
    'n8n',
    `${env.N8N_URL} (x-n8n-api-key: ${env.N8N_API_KEY}); no kind of job is its own unless you say so`,
  );
  line(
    'Clerk issuer',
    `${env.CLERK_ISSUER}; a session token: ${env.CLERK_ISSUER}/_simulator/token?claims=${claims}`,
  );
  line('webhook receiver', `${env.WEBHOOK_RECEIVER_URL}; what it was told: ${receiver}/_simulator/requests`);
}
