import {
  type GetPromptResult,
  McpError,
  type Prompt,
  ErrorCode as RpcError,
} from '@modelcontextprotocol/sdk/types.js';

interface Argument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
}

/** A prompt as one value; its text is what the Guide tells a person to do at that point of a session. */
interface PromptValue {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly Argument[];
  text(given: Readonly<Record<string, string>>): string;
}

const values: readonly PromptValue[] = [
  {
    name: 'session_start',
    title: 'Start a session',
    description: 'Look at what is pending and what is unfinished, then take a job up',
    arguments: [],
    text: () =>
      `Start a session of batch work.
1. Call pending_work and list_jobs (status active).
2. Show the person what is pending, with batches and sessions, and which jobs are unfinished: those come first.
3. Ask which job type to work on, and for which county, or take up an unfinished job with resume_session.`,
  },
  {
    name: 'work_batches',
    title: 'Work through batches',
    description: 'Claim, work and settle batches of one job until the session has done its share',
    arguments: [
      { name: 'job_id', description: 'The job', required: true },
      { name: 'batches', description: 'How many batches at most; 2 to 4 is usual', required: false },
    ],
    text: ({ job_id = '', batches = '3' }) =>
      `Work on job ${job_id}, at most ${batches} batches.
For each batch: call claim_batch with your session_id; do the work for every item; call settle_batch with one outcome for
each item: completed with its finding, failed with what went wrong, or skipped with the reason. Settle as soon as some items
are done: what is settled is never lost. Stop when claim_batch answers no items or pause_recommended, or when the job is
paused: then read the reason with job_failures and tell the person. Never settle an item that you did not work on.`,
  },
  {
    name: 'session_end',
    title: 'End the session',
    description: 'Pause, hand back what is held, and leave a note for the next session',
    arguments: [{ name: 'session_id', description: 'The session', required: true }],
    text: ({ session_id = '' }) =>
      `End session ${session_id} before the context is full.
1. Settle what is done. 2. Call pause_job when nobody else works on the job. 3. Call end_session with a note: what was
learned, what failed and why, what to do next. It hands everything that you hold to whoever comes next, at once.
4. Tell the person how far the job is and that "Resume batch job" continues it.`,
  },
  {
    name: 'session_resume',
    title: 'Resume where the last session ended',
    description: 'Take up the unfinished job with its note, its counts and its failures',
    arguments: [
      { name: 'job_id', description: 'The job; the one last worked on when absent', required: false },
    ],
    text: ({ job_id }) =>
      `Resume the unfinished batch job${job_id === undefined ? '' : ` ${job_id}`}.
Call resume_session${job_id === undefined ? '' : ` with job_id ${job_id}`}: it answers the job, the note of the last
session, what is settled, what failed and why, and a new session_id. Tell the person in one line where it stands, then go
on with claim_batch. Do not do any item again that is settled.`,
  },
];

/** Longest argument of a prompt; they are ids and small numbers. */
const ARGUMENT_LENGTH = 100;

export const prompts: readonly Prompt[] = values.map(({ text: _, arguments: given, ...rest }) => ({
  ...rest,
  arguments: given.map((argument) => ({ ...argument })),
}));

/** The prompt filled in. @throws McpError naming an unknown prompt, or an argument that is missing or too long */
export function getPrompt(name: string, given: Readonly<Record<string, string>>): GetPromptResult {
  const found = values.find((value) => value.name === name);
  if (found === undefined) {
    const known = values.map((value) => value.name).join(', ');
    throw new McpError(
      RpcError.InvalidParams,
      `There is no prompt ${name.slice(0, 100)}; there are ${known}`,
    );
  }
  for (const { name: argument, required } of found.arguments) {
    const value = given[argument];
    if (required && !value) throw new McpError(RpcError.InvalidParams, `${argument}: a value is required`);
    if (value !== undefined && value.length > ARGUMENT_LENGTH) {
      throw new McpError(RpcError.InvalidParams, `${argument}: give at most ${ARGUMENT_LENGTH} characters`);
    }
  }
  return {
    description: found.description,
    messages: [{ role: 'user', content: { type: 'text', text: found.text(given) } }],
  };
}
