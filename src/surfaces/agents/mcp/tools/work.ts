import { z } from 'zod';
import { AppError } from '../../../../base/errors.ts';
import { fitRows } from '../../../../base/tokens.ts';
import { findingSchemas } from '../../../../kinds/county/findings.ts';
import { resolveCounties } from '../../../../property/counties/find-counties.ts';
import { createCountyJob, MOST_COUNTIES_NAMED, STRATEGIES } from '../../../../property/county-jobs/create.ts';
import { COUNTY_JOB_TYPES, REUSING_TYPES } from '../../../../property/county-jobs/job-types.ts';
import { pendingWork } from '../../../../property/county-jobs/pending.ts';
import { jobView } from '../job-view.ts';
import { maxTokens, tool } from '../tool.ts';
import { findJob } from './find-job.ts';

const pending = tool({
  name: 'pending_work',
  title: 'What work is pending',
  description:
    'For each job type: how many properties, documents or counties wait for it, and how many batches and sessions that is. What an unfinished job holds is not counted.',
  allow: 'viewer',
  input: {},
  async run({ caller, transaction }) {
    const types = await transaction((db) => pendingWork(db, caller.organizationId));
    return {
      total: types.reduce((sum, one) => sum + one.pending, 0),
      job_types: types.map(({ jobType, pending: waiting, batchSize, batches, sessions }) => ({
        ...{ job_type: jobType, pending: waiting, batch_size: batchSize, batches, sessions },
      })),
    };
  },
});

const create = tool({
  name: 'create_job',
  title: 'Make a job',
  description:
    'Makes one job of everything that is pending of a type, for a county, several, a state, or all. It takes its items now: what comes later belongs to the next job. Take its first batch with claim_batch.',
  allow: 'analyst',
  input: {
    job_type: z.enum(COUNTY_JOB_TYPES),
    counties: z
      .array(z.string().min(1).max(120))
      .min(1)
      .max(MOST_COUNTIES_NAMED)
      .optional()
      .describe('Names ("Blair, PA"), FIPS codes or ids; leave out for all counties'),
    state: z
      .string()
      .regex(/^[A-Za-z]{2}$/, 'give two letters')
      .optional()
      .describe('All counties of a state, such as PA'),
    batch_size: z.int().min(1).max(1000).optional().describe("Items per batch; the type's own by default"),
    total_items: z.int().min(1).max(1_000_000).optional().describe('Only the first n'),
    strategy: z
      .enum(STRATEGIES)
      .default('sequential')
      .describe('County by county, a batch of each in turn, or nearest sale first'),
    reuse: z
      .boolean()
      .optional()
      .describe(
        `false: what services answered to earlier jobs is asked (and paid for) anew; of ${REUSING_TYPES.join(' and ')}`,
      ),
  },
  async run({ caller, transaction }, input) {
    if (input.counties !== undefined && input.state !== undefined) {
      throw new AppError('validation_failed', 'Name counties or a state, not both', { field: 'state' });
    }
    return transaction(async (db) => {
      const { id } = await createCountyJob(db, {
        organizationId: caller.organizationId,
        actor: caller.actor,
        jobType: input.job_type,
        countyIds:
          input.counties === undefined ? null : await resolveCounties(db, input.counties, 'counties'),
        strategy: input.strategy,
        ...(input.state === undefined ? {} : { stateCode: input.state.toUpperCase() }),
        ...(input.batch_size === undefined ? {} : { batchSize: input.batch_size }),
        ...(input.total_items === undefined ? {} : { totalItems: input.total_items }),
        ...(input.reuse === undefined ? {} : { reuse: input.reuse }),
      });
      const view = jobView(await findJob(db, caller.organizationId, id));
      return { ...view, next: nextStep(view) };
    });
  },
});

function nextStep({ total, driver }: Record<string, unknown>): string {
  if (total === 0) return 'Nothing is pending for this: cancel_job, or leave it.';
  return driver === 'worker' ? 'start_job lets the workers run it.' : 'claim_batch takes the first batch.';
}

const describe = tool({
  name: 'describe_findings',
  title: 'Fields of a finding',
  description: 'What a finding of a job type may hold, as a JSON schema: its fields, their types and bounds.',
  allow: 'viewer',
  input: {
    job_type: z.enum(COUNTY_JOB_TYPES),
    cursor: z.string().max(100).optional().describe('Take it from next_cursor: the fields after that one'),
    max_tokens: maxTokens,
  },
  run: async (_context, input) => {
    const {
      $schema: _,
      properties = {},
      ...schema
    } = z.toJSONSchema(findingSchemas[input.job_type], { io: 'input', unrepresentable: 'any' });
    const fields = Object.entries(properties).map(([field, rule]) => ({ field, rule }));
    const after = fields.findIndex(({ field }) => field === input.cursor);
    const head = { job_type: input.job_type, fields: fields.length };
    const { shown, ...answer } = fitRows({
      head: { ...head, finding: { ...schema, properties: {} } },
      ...{ key: 'shown', rows: fields.slice(after + 1), maxTokens: input.max_tokens },
      cursorOf: ({ field }) => field,
      endCursor: null,
    });
    // fitRows shows the first of the rows that it was given
    const rules = (shown as typeof fields).map(({ field, rule }) => [field, rule]);
    return { ...answer, finding: { ...schema, properties: Object.fromEntries(rules) } };
  },
});

export const workTools = [pending, create, describe];
