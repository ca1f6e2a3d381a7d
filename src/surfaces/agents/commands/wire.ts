import { z } from 'zod';
import { MOST_CHARACTERS } from './tokens.ts';

/** Longest text that is read at all; a longer one than a command is answered, not just refused. */
const MOST_TEXT = 20_000;

export const commandSchema = z
  .object({
    text: z
      .string('text: must be the command, as text')
      .max(MOST_TEXT, `text: must have at most ${MOST_CHARACTERS} characters`)
      .describe('What to do, such as "Start regrid_scraping for Blair County, PA in batches of 50"'),
    preview: z
      .boolean('preview: must be true or false')
      .optional()
      .describe('Say what was understood and what it would do, and do nothing'),
    session: z.uuid('session: must be the id of a session').optional().describe('The session that speaks'),
  })
  .meta({ id: 'Command' });

const jobSchema = z
  .object({
    job_id: z.uuid(),
    name: z.string(),
    job_type: z.string(),
    status: z.string(),
    driver: z.string(),
    total_items: z.int(),
    settled_items: z.int(),
    failed_items: z.int(),
    percent: z.number().describe('Settled items of all, with one decimal'),
    batch_size: z.int(),
  })
  .meta({ id: 'CommandJob' });

const understoodSchema = z
  .object({
    action: z.enum([
      'pending',
      'audit',
      'status',
      'list',
      'start',
      'resume',
      'pause',
      'end_session',
      'work',
      'help',
    ]),
    command: z.string().describe('The same in the words of the batch guide'),
    changes_something: z.boolean(),
    job_type: z.string().optional(),
    counties: z
      .array(z.object({ county_id: z.uuid(), name: z.string() }))
      .nullable()
      .optional()
      .describe('Null: all counties, of the state when one is named'),
    state_code: z.string().optional(),
    batch_size: z.int().optional(),
    strategy: z.string().optional(),
    job: jobSchema.optional(),
    list: z.string().optional(),
    note: z.string().optional(),
  })
  .meta({ id: 'UnderstoodCommand' });

export const commandAnswerSchema = z
  .object({
    outcome: z
      .enum(['done', 'preview', 'nothing', 'ambiguous', 'refused', 'not_understood'])
      .describe('Only `done` did what was asked; `nothing`: there was nothing to do'),
    understood: understoodSchema.nullable(),
    message: z.string().describe('For people, in lines'),
    words: z.array(z.string()).describe('The words in the way'),
    candidates: z
      .array(z.object({ command: z.string(), about: z.string() }))
      .describe('What it may mean: one of these commands instead'),
    suggestions: z.array(z.string()).describe('The nearest commands'),
    next: z.array(z.string()).describe('What to type next'),
    pending: z
      .array(
        z
          .object({
            job_type: z.string(),
            pending: z.int(),
            batch_size: z.int(),
            batches: z.int(),
            sessions: z.int(),
          })
          .meta({ id: 'PendingLine' }),
      )
      .optional(),
    jobs: z.array(jobSchema).optional(),
    sessions: z
      .array(z.object({ session_id: z.uuid(), name: z.string().nullable(), handed_back: z.int() }))
      .optional(),
  })
  .meta({ id: 'CommandAnswer' });

/** Nothing was done: the answer, with the fields of an error. */
export const unclearAnswerSchema = commandAnswerSchema
  .extend({
    error: z.string(),
    code: z.enum(['not_understood', 'ambiguous', 'refused']),
    requestId: z.string(),
  })
  .meta({ id: 'UnclearCommand' });
