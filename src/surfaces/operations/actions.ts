import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import { actionView } from '../../engine/action-view.ts';
import {
  type ActionCommand,
  abortAction,
  continueAction,
  createAction,
  getAction,
  listActions,
} from '../../engine/actions.ts';
import { planAction } from '../../engine/plan-action.ts';
import { answer, type Call, endpoint } from '../../http/endpoint.ts';
import { foreignKinds } from '../../identity/ownership.ts';
import type { Caller } from '../../identity/roles.ts';
import { countyNames, resolveCounties } from '../../property/counties/find-counties.ts';
import {
  abortSchema,
  actionListSchema,
  actionParams,
  actionSchema,
  actionsQuery,
  createBodySchema,
  type PreviewBody,
  previewBodySchema,
  previewSchema,
} from './actions-wire.ts';

const tag = 'Actions';
const EXAMPLE = {
  action: 'retry' as const,
  jobs: { kind: ['regrid_scraping'], createdAfter: '24h' },
  items: { codes: ['rate_limited'] },
  settings: { ratePerSecond: 2 },
  first: 10,
};

/** What a body asks for and would do now, as its sender. */
async function plan(db: Queryable, caller: Caller, body: PreviewBody) {
  const { organizationId, actor } = caller;
  const texts = body.jobs.county ?? [];
  const ids = texts.length === 0 ? [] : await resolveCounties(db, texts, 'jobs.county');
  const names = ids.length === 0 ? [] : await countyNames(db, ids);
  const sender = { organizationId, actor, foreignKinds: foreignKinds(caller) };
  return { sender, ...(await planAction(db, sender, body, { ids, names })) };
}

const preview = endpoint({
  operationId: 'previewAction',
  method: 'POST',
  path: '/api/actions/preview',
  tag,
  summary: 'What an action would do now',
  description:
    'How many jobs or items, what cannot be and why, ten samples, and a `hash` that starts just that. Nothing changes.',
  allow: 'analyst',
  body: previewBodySchema,
  bodyExample: EXAMPLE,
  answers: { 200: { description: 'What it would do', schema: previewSchema } },
  errors: ['county_not_found', 'ambiguous_county'],
  async run({ caller, body, transaction }) {
    return transaction(async (db) => answer(200, (await plan(db, caller, body)).preview));
  },
});

const create = endpoint({
  operationId: 'createAction',
  method: 'POST',
  path: '/api/actions',
  tag,
  summary: 'Pause, resume, cancel or retry all that fits a filter',
  description:
    'What fits is frozen: jobs that come later, and items that fail later, are no part of it. It is worked in steps by any worker, survives whoever dies, and can be aborted half way. A retry runs inside the same jobs, as a new generation; with `first` it stops after so many until it is continued.',
  allow: 'analyst',
  body: createBodySchema,
  bodyExample: { ...EXAMPLE, reason: 'The service allows more now' },
  idempotent: true,
  answers: { 202: { description: 'The action, after its first step', schema: actionSchema } },
  errors: [
    ...(['nothing_fits', 'preview_changed', 'limit_reached', 'test_key'] as const),
    ...(['county_not_found', 'ambiguous_county', 'invalid_argument'] as const),
  ],
  async run({ caller, body, transaction }) {
    const { reason, hash, first, perMinute } = body;
    return transaction(async (db) => {
      const planned = await plan(db, caller, body);
      if (hash !== undefined && hash !== planned.preview.hash) {
        throw new AppError('preview_changed', 'It would do something else by now than the preview said', {
          hint: 'Look at the preview again, and send its hash.',
          details: { preview: planned.preview },
        });
      }
      if (planned.preview.needsReason && reason === undefined) {
        throw new AppError('validation_failed', 'reason: say why: it is kept in the history of the jobs', {
          field: 'reason',
        });
      }
      const id = await createAction(db, planned.sender, planned.asked, {
        filter: planned.preview.filter,
        ...(reason === undefined ? {} : { reason }),
        ...(first === undefined ? {} : { first }),
        ...(perMinute === undefined ? {} : { perMinute }),
      });
      return answer(202, actionView(await getAction(db, caller.organizationId, id)));
    });
  },
});

const list = endpoint({
  operationId: 'listActions',
  method: 'GET',
  path: '/api/actions',
  tag,
  summary: 'Actions, newest first',
  allow: 'viewer',
  query: actionsQuery,
  answers: { 200: { description: 'A page of actions', schema: actionListSchema } },
  errors: [],
  async run({ caller: { organizationId }, query: { open, after, limit }, transaction }) {
    return transaction(async (db) => {
      const page = { organizationId, open, limit, ...(after === undefined ? {} : { after }) };
      const actions = await listActions(db, page);
      const next = actions.length === limit ? (actions.at(-1)?.number ?? null) : null;
      return answer(200, { actions: actions.map(actionView), next });
    });
  },
});

const one = endpoint({
  operationId: 'getAction',
  method: 'GET',
  path: '/api/actions/{id}',
  tag,
  summary: 'Get one action with how far it is',
  allow: 'viewer',
  params: actionParams,
  answers: { 200: { description: 'The action', schema: actionSchema } },
  errors: ['action_not_found'],
  async run({ caller: { organizationId }, params, transaction }) {
    return transaction(async (db) => answer(200, actionView(await getAction(db, organizationId, params.id))));
  },
});

/** Whom a command is from: its own actions, or with an admin's role any. */
function commandOf({ caller, params }: Pick<Call<{ id: string }>, 'caller' | 'params'>): ActionCommand {
  const { organizationId, actor, role } = caller;
  return { organizationId, id: params.id, actor, admin: role === 'admin' };
}

const abort = endpoint({
  operationId: 'abortAction',
  method: 'POST',
  path: '/api/actions/{id}/abort',
  tag,
  summary: 'End an action where it is',
  description:
    'Nothing more is begun. Items that were made due and that nobody has tried yet fail again for what they failed before, step by step; what is being tried goes on. Aborting an aborted one changes nothing. For whoever started it, and admins.',
  allow: 'analyst',
  params: actionParams,
  body: abortSchema,
  answers: { 200: { description: 'The action as it is now', schema: actionSchema } },
  errors: ['action_not_found', 'action_over'],
  async run(call) {
    const command = commandOf(call);
    return call.transaction(async (db) => {
      const reason = call.body?.reason;
      await abortAction(db, { ...command, ...(reason === undefined ? {} : { reason }) });
      return answer(200, actionView(await getAction(db, command.organizationId, command.id)));
    });
  },
});

const goOn = endpoint({
  operationId: 'continueAction',
  method: 'POST',
  path: '/api/actions/{id}/continue',
  tag,
  summary: 'Go on with the rest after the first items',
  description:
    'Also before the first are settled: then it does not wait for them. For whoever started it, and admins.',
  allow: 'analyst',
  params: actionParams,
  answers: { 200: { description: 'The action as it is now', schema: actionSchema } },
  errors: ['action_not_found', 'action_over'],
  async run(call) {
    const command = commandOf(call);
    return call.transaction(async (db) => {
      await continueAction(db, command);
      return answer(200, actionView(await getAction(db, command.organizationId, command.id)));
    });
  },
});

export const actionEndpoints = [preview, create, list, one, abort, goOn];
