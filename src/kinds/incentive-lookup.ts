import {
  type IncentiveResult,
  incentiveResultSchema,
  type LookupAnswer,
  type LookupRequest,
} from '../base/incentives.ts';
import type { CatalogueLookup } from '../property/catalogue/lookup.ts';
import { type IncentivesApi, incentivesApiService } from '../providers/incentives-api.ts';
import type { PaidAnswers } from '../providers/service/paid-answers.ts';
import type { Geocoder } from './geocoder.ts';
import { shop } from './incentive-billed.ts';
import { lookUpByGeocoder, needsPlace } from './incentive-geocode.ts';
import {
  type LookupInput,
  type LookupParams,
  lookupInputSchema,
  lookupParamsSchema,
} from './incentive-lookup-schema.ts';
import {
  completed,
  defineKind,
  failed,
  type Kind,
  type KindContext,
  type KindDefaults,
  type Outcome,
  type WorkItem,
} from './kind.ts';
import { callFor, outcomeOf } from './service-outcome.ts';

/**
 * Who answers lookups: the catalogue in the database, or the incentives API over HTTP. With a geocoder, addresses that
 * the catalogue cannot place are looked for by it.
 */
export type IncentiveSource =
  | { catalogue: CatalogueLookup; geocoder?: Geocoder }
  | { api: IncentivesApi; paid?: PaidAnswers };

type IncentiveLookup = Kind<LookupInput, IncentiveResult, LookupParams>;

const defaults: KindDefaults = {
  batchSize: 100,
  perSession: 100,
  maxAttempts: 4,
  leaseSeconds: 120,
  concurrency: 2,
  itemTimeoutMs: 30_000,
  ratePerSecond: null,
};

/** Requests to the API at once, and billed ones recorded in one statement. */
const apiConcurrency = 16;
const billedBatchSize = 20;

/** From an address to the incentives that apply to it. */
export function incentiveLookupKind(source: IncentiveSource): IncentiveLookup {
  return defineKind<LookupInput, IncentiveResult, LookupParams>({
    name: 'incentive_lookup',
    label: 'Incentive lookup',
    description:
      'Finds the energy incentives that apply at an address, with the reasons for those that do not.',
    input: lookupInputSchema,
    result: incentiveResultSchema,
    params: lookupParamsSchema,
    drivers: ['worker'],
    spacingMs: (params) => params.spacing_ms ?? 0,
    ...('catalogue' in source
      ? fromCatalogue(source.catalogue, source.geocoder)
      : fromApi(source.api, source.paid)),
  });
}

type Handler = Pick<IncentiveLookup, 'defaults' | 'run' | 'runItem' | 'billed' | 'services'>;

/** A batch is one statement, so a whole one is handled at once; what it cannot place is one request to a geocoder. */
function fromCatalogue(catalogue: CatalogueLookup, geocoder: Geocoder | undefined): Handler {
  return {
    defaults: geocoder === undefined ? defaults : { ...defaults, leaseSeconds: 300 },
    async run(items, context) {
      const { job, signal } = context;
      const options = { organizationId: job.organizationId, asOf: job.params.as_of ?? null };
      const lookUp = (some: readonly LookupRequest[]) => catalogue.lookup(some, options);
      const requests = items.map(toRequest);
      const answers = await lookUp(requests);
      if (geocoder === undefined) return answers.map(toOutcome);
      try {
        const asked = { for: callFor(context), signal };
        return (await lookUpByGeocoder(requests, answers, lookUp, geocoder, asked)).map(toOutcome);
      } catch (error) {
        signal.throwIfAborted();
        const later = outcomeOf(error);
        return answers.map((answer) => (needsPlace(answer) ? later : toOutcome(answer)));
      }
    },
  };
}

/**
 * The API takes one lookup a request. Requests that cost nothing are handled item by item, so that none waits for
 * another; billed ones go in small batches, each recorded as sent in one statement before the first leaves.
 */
function fromApi(api: IncentivesApi, paid: PaidAnswers | undefined): Handler {
  const lookUp = async (
    item: WorkItem<LookupInput>,
    context: KindContext<LookupParams>,
  ): Promise<Outcome> => {
    try {
      const asked = { for: callFor(context, item.seq), signal: context.signal };
      return toOutcome(await api.lookup(toRequest(item), asked));
    } catch (error) {
      context.signal.throwIfAborted();
      return outcomeOf(error);
    }
  };
  const services = [incentivesApiService] as const;
  if (!api.billed) {
    return { defaults: { ...defaults, concurrency: apiConcurrency }, services, runItem: lookUp };
  }
  return {
    defaults: { ...defaults, batchSize: billedBatchSize },
    billed: true,
    services,
    async run(items, context) {
      const { job, interactive } = context;
      // somebody who waits asks to be answered anew
      const shopping =
        paid === undefined || interactive
          ? undefined
          : await shop(paid, items.map(toRequest), {
              ...{ organizationId: job.organizationId, jobId: job.id, reuse: job.params.reuse ?? true },
            });
      const outcomes = new Map<number, Outcome>(shopping?.settled);
      let sent = false;
      try {
        const open = items.flatMap((item, n) => (outcomes.has(n) ? [] : [{ item, n }]));
        const bought = await buy(
          open.map(({ item }) => item),
          context,
          () => {
            sent = true;
          },
        );
        for (const [at, { n }] of open.entries()) outcomes.set(n, bought[at] ?? unanswered(n));
      } finally {
        await shopping?.done(outcomes, sent);
      }
      return items.map((_, n) => outcomes.get(n) ?? unanswered(n));
    },
  };

  /** Asks for what costs money: budget first, then the record of it, then the requests; `leaving` is told before those. */
  async function buy(
    items: readonly WorkItem<LookupInput>[],
    context: KindContext<LookupParams>,
    leaving: () => void,
  ): Promise<readonly Outcome[]> {
    if (items.length === 0) return [];
    try {
      await api.caller.reserve(items.length, callFor(context), context.signal);
    } catch (error) {
      context.signal.throwIfAborted();
      const later = outcomeOf(error);
      return items.map(() => later);
    }
    await context.billed(
      items.map(({ seq }) => seq),
      incentivesApiService,
    );
    leaving();
    return Promise.all(items.map((item) => lookUp(item, context)));
  }
}

function unanswered(n: number): never {
  throw new Error(`lookup ${n} of the batch has no outcome`);
}

function toRequest({ reference, input }: WorkItem<LookupInput>): LookupRequest {
  return {
    ...(input.operation_type === undefined ? {} : { operation: input.operation_type }),
    reference,
    address: input.address,
    buildingType: input.building_type,
    deviceIds: input.device_ids ?? [],
    deviceNames: input.device_names ?? [],
    createApplication: input.create_application,
    customFields: input.webhook_custom_fields ?? {},
  };
}

function toOutcome(answer: LookupAnswer): Outcome {
  if (answer.found) return completed(answer.result);
  return failed(answer.failure, answer.code, answer.message, answer.afterMs);
}
