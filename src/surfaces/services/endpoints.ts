import type { Config } from '../../base/config.ts';
import { AppError } from '../../base/errors.ts';
import type { ServiceName } from '../../base/service-words.ts';
import type { Queryable } from '../../db/pool.ts';
import { answer, endpoint, type Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import { credentialOf } from '../../providers/service/caller.ts';
import { SERVICES } from '../../providers/service/list.ts';
import { chooseLimits, openBudget, purgeAnswers, readBudgets, readRecentCalls } from './queries.ts';
import {
  changeSchema,
  EXAMPLE,
  purgedSchema,
  purgeSchema,
  serviceListSchema,
  serviceParams,
  serviceSchema,
  toBody,
  toLimits,
} from './wire.ts';

const tag = 'Services';
const prefix = '/api/services';

type Places = Pick<Config, 'services' | 'incentivesApi'>;

/** Keys by service, for those that need one; an address alone is no secret. */
function keyOf({ services, incentivesApi }: Places, name: ServiceName): string | undefined {
  switch (name) {
    case 'regrid':
      return services.regrid.key;
    case 'propertyradar':
      return services.propertyRadar.key;
    case 'anthropic':
      return services.anthropic.key;
    case 'incentives-api':
      return incentivesApi?.key;
    default:
      return undefined;
  }
}

function isReady(places: Places, name: ServiceName): boolean {
  if (name === 'incentives-api') return places.incentivesApi !== undefined;
  const open =
    name === 'fema' || name === 'echo' || name === 'elevation' || name === 'census' || name === 'http';
  return open || keyOf(places, name) !== undefined;
}

/** Outside services, their budgets and limits: `/api/services`. */
export function servicesSurface(places: Places): Surface {
  async function states(db: Queryable, organizationId: string, names: readonly ServiceName[]) {
    const budgets = await readBudgets(db, organizationId);
    const recent = await readRecentCalls(db, organizationId);
    return names.map((name) => {
      const credential = credentialOf(name, keyOf(places, name));
      const own = budgets.filter(({ service }) => service === name);
      // of users' own addresses each has a budget, and how one organization's stands is none of another's business
      const any = name === 'http' ? undefined : own[0];
      const state = own.find((budget) => budget.credential === credential) ?? any;
      return toBody(
        SERVICES[name],
        isReady(places, name),
        state,
        recent.find(({ service }) => service === name),
      );
    });
  }

  const list = endpoint({
    operationId: 'listServices',
    method: 'GET',
    path: prefix,
    tag,
    summary: 'Outside services: whether calls wait and why, limits, and what was used',
    description:
      'One budget for each service and key, shared by every process of the installation. No key is ever shown.',
    allow: 'viewer',
    answers: {
      200: { description: 'All services', schema: serviceListSchema, example: { services: [EXAMPLE] } },
    },
    errors: [],
    run: ({ caller, transaction }) =>
      transaction(async (db) => {
        const names = Object.values(SERVICES).map(({ name }) => name);
        return answer(200, { services: await states(db, caller.organizationId, names) });
      }),
  });

  const change = endpoint({
    operationId: 'putServiceLimits',
    method: 'PUT',
    path: `${prefix}/{service}/limits`,
    tag,
    summary: 'Change how much of a service may be used',
    description:
      'Partial: what is given is set, what is given as null goes back to its default, what is left out stays as it is. Counts from the next calls on, in every process. Where several organizations share the installation, only an operator of it may.',
    allow: 'admin',
    params: serviceParams,
    body: changeSchema,
    bodyExample: { per_minute: 120, per_month: 2000 },
    answers: { 200: { description: 'The service as it is now', schema: serviceSchema, example: EXAMPLE } },
    errors: ['forbidden'],
    run({ caller, params: { service: name }, body, transaction }) {
      if (Object.keys(body).length === 0) {
        throw new AppError(
          'validation_failed',
          'The body names no limit; give one of per_minute, burst, concurrency, per_month, reserve',
        );
      }
      return transaction(async (db) => {
        const { label, limits } = SERVICES[name];
        const credential = credentialOf(name, keyOf(places, name));
        await openBudget(db, { service: name, credential, label, limits: toLimits(limits) });
        await chooseLimits(db, {
          ...{ organizationId: caller.organizationId, service: name, values: body },
          operator: caller.operator ?? false,
        });
        const [state] = await states(db, caller.organizationId, [name]);
        return answer(200, state);
      });
    },
  });

  const purge = endpoint({
    operationId: 'purgeServiceAnswers',
    method: 'POST',
    path: `${prefix}/{service}/purge`,
    tag,
    summary: 'Destroy the answers that your organization bought of a service',
    description:
      'As the terms of a service ask when its contract ends. Findings that were made of them stay; what is asked next is bought anew.',
    allow: 'admin',
    params: serviceParams,
    body: purgeSchema,
    bodyExample: { reason: 'the contract ended' },
    answers: {
      200: { description: 'How many', schema: purgedSchema, example: { service: 'regrid', answers: 812 } },
    },
    errors: [],
    run: ({ caller: { organizationId }, params: { service }, body, transaction }) =>
      transaction(async (db) => {
        const answers = await purgeAnswers(db, { organizationId, service, reason: body?.reason });
        return answer(200, { service, answers });
      }),
  });

  return { prefix, area: 'settings', endpoints: [list, change, purge], problemSchema, renderProblem };
}
