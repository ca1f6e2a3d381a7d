import { answer, endpoint, type Surface } from '../../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../problems.ts';
import type { CommandAnswer } from './answer.ts';
import { type CommandParts, runCommand } from './run.ts';
import { commandAnswerSchema, commandSchema, unclearAnswerSchema } from './wire.ts';

const TITLES: Readonly<Partial<Record<CommandAnswer['outcome'], string>>> = {
  not_understood: 'Not understood',
  ambiguous: 'Ambiguous',
  refused: 'Refused',
};

/** Plain-language commands: `POST /api/commands`. */
export function commands({ triggers }: Pick<CommandParts, 'triggers'>): Surface {
  const say = endpoint({
    operationId: 'runCommand',
    method: 'POST',
    path: '/api/commands',
    tag: 'Agents',
    summary: 'Do what a sentence says',
    description:
      'One grammar, no model: every word has to be understood, or nothing is done. Viewers may ask, and preview what changes something. What is not understood, or may mean several things, answers 422 with the words and what to say instead.',
    allow: 'viewer',
    body: commandSchema,
    bodyExample: { text: 'Start regrid_scraping for Blair County, PA in batches of 50' },
    idempotent: true,
    answers: {
      200: { description: 'Done, previewed, or nothing to do', schema: commandAnswerSchema },
      422: { description: 'Nothing was done, and why', schema: unclearAnswerSchema },
    },
    errors: ['forbidden', 'conflict', 'session_not_found', 'illegal_move', 'invalid_argument'],
    async run({ caller, body, requestId, transaction }) {
      const { text, preview, session } = body;
      // With an Idempotency-Key the answer is kept with the work: what a workflow said afterwards is not in it.
      const inTransaction: CommandParts['transaction'] = async (work) => {
        let told: CommandAnswer | undefined;
        await transaction(async (db) => {
          told = await work(db);
          return toAnswer(told, requestId);
        });
        if (told === undefined) throw new Error('the transaction ended without its work');
        return told;
      };
      const told = await runCommand(
        { triggers, transaction: inTransaction },
        {
          caller,
          text,
          ...(preview === undefined ? {} : { preview }),
          ...(session === undefined ? {} : { sessionId: session }),
        },
      );
      return toAnswer(told, requestId);
    },
  });
  return { prefix: '/api/commands', area: 'agents', endpoints: [say], problemSchema, renderProblem };
}

function toAnswer(told: CommandAnswer, requestId: string) {
  const { moved_job_id: _, ...body } = told;
  const error = TITLES[told.outcome];
  return error === undefined
    ? answer(200, body)
    : answer(422, { ...body, error, code: told.outcome, requestId });
}
