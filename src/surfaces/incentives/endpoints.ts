import { AppError } from '../../base/errors.ts';
import { asOrganization } from '../../db/pool.ts';
import { answer, endpoint, type Surface } from '../../http/endpoint.ts';
import type { AnyKind } from '../../kinds/kind.ts';
import { exampleFound, exampleQuestion } from './examples.ts';
import { lookUp } from './look-up.ts';
import { admitLookup, announceLookup } from './queries.ts';
import { readQuestion, renderProblem, toError, toProblem } from './translate.ts';
import { foundSchema, problemSchema, questionSchema } from './wire.ts';

/** POST /incentives over the kind `incentive_lookup`: the same provider, asked once, for somebody who waits. */
export function incentives(kind: AnyKind, deadlineMs?: number): Surface {
  const lookup = endpoint({
    operationId: 'lookUpIncentives',
    method: 'POST',
    path: '/incentives',
    tag: 'Incentives',
    summary: 'Look up the incentives at one address',
    description:
      'Answered within 25 seconds, by the same provider as batches. Nothing is kept of it but the customer of the `reference_id`; webhooks hear of it as of an item of a batch. Only 5xx answers are worth asking again.',
    allow: 'analyst',
    body: questionSchema,
    checksOwnBody: true,
    bodyExample: exampleQuestion,
    idempotent: true,
    answers: { 200: { description: 'The incentives', schema: foundSchema, example: exampleFound } },
    errors: [
      'missing_devices',
      'mutually_exclusive_device_inputs',
      'invalid_building_type',
      'device_names_unresolved',
      'no_utility_at_address',
      'no_valid_eiaid',
      'address_not_geocodable',
      'building_type_unresolved',
      'upstream_transient',
      'upstream_infra',
      'limit_reached',
      'test_key',
    ],
    async run({ caller, body, unstorable, pool, signal, log, transaction }) {
      const question = readQuestion(body, unstorable);
      const { organizationId } = caller;
      if (kind.billed && caller.test) {
        throw new AppError('test_key', 'A test key asks for nothing that costs money', {
          hint: 'Use a live key.',
        });
      }
      await asOrganization(pool, organizationId, (db) => admitLookup(db, organizationId));
      const outcome = await lookUp(kind, question, { caller, pool, signal, log }, deadlineMs);
      const told = {
        organizationId,
        reference: question.reference_id ?? null,
        customFields: question.webhook_custom_fields ?? null,
      };
      if (outcome.outcome === 'completed') {
        return transaction(async (db) => {
          await announceLookup(db, { ...told, outcome: 'completed', answer: outcome.result });
          return answer(200, outcome.result);
        });
      }
      const error =
        outcome.outcome === 'failed'
          ? toError(outcome)
          : outcome.outcome === 'deferred'
            ? new AppError('upstream_transient', outcome.reason)
            : new AppError('upstream_infra', outcome.message);
      await asOrganization(pool, organizationId, (db) =>
        announceLookup(db, { ...told, outcome: 'failed', answer: toProblem(error) }),
      );
      throw error;
    },
  });
  return { prefix: '/incentives', area: 'lookups', endpoints: [lookup], problemSchema, renderProblem };
}
