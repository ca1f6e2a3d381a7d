import { createPaidAnswers } from '../../src/providers/service/paid-answers.ts';
import { countingService } from './counting-service.ts';
import type { TestDatabase } from './database.ts';
import { ask, serviceWith } from './service-calls.ts';
import { testServices } from './services.ts';

/** A service that was asked on behalf of an organization, and an answer that it paid for; `mark` stands in both. */
export async function asked(database: TestDatabase, organizationId: string, mark: string): Promise<void> {
  const { worker } = database.pools;
  const outside = await countingService();
  const services = testServices(worker);
  const caller = services.callerFor(serviceWith(), { url: outside.url, key: 'a-key-of-the-installation' });
  await caller.call(ask(organizationId, { path: `/${mark}` }));
  await services.close();
  const taken = await createPaidAnswers(worker).take({
    ...{ organizationId, service: 'regrid', keys: [mark], freshMs: 1000, claimMs: 1000 },
  });
  await taken.store([{ key: mark, answer: { mark } }]);
}
