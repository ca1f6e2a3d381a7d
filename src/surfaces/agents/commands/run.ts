/** From a text to what it comes to. Everything here works on plain data: HTTP, MCP and others only hand it on. */
import { AppError } from '../../../base/errors.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { Driver } from '../../../engine/vocabulary.ts';
import { type Caller, mayAct } from '../../../identity/roles.ts';
import type { Triggers } from '../../../outcomes/triggers.ts';
import type { CommandAnswer } from './answer.ts';
import { tellAudit, tellHelp, tellJobs, tellPending, tellStatus } from './ask.ts';
import { endSessions } from './end-session.ts';
import { understand } from './grammar.ts';
import { pause, resume } from './move.ts';
import { start } from './start.ts';
import { notUnderstood } from './unclear.ts';
import { type Command, changesSomething } from './understanding.ts';
import { tellWork } from './work.ts';

export interface CommandRequest {
  readonly caller: Caller;
  readonly text: string;
  /** Understand it, say what it would do, and do nothing. */
  readonly preview?: boolean;
  /** The session that speaks: its job is meant before others. */
  readonly sessionId?: string;
  /** Who runs a job that this starts; the type's own driver when absent. */
  readonly driver?: Driver;
}

export interface CommandParts {
  readonly triggers: Pick<Triggers, 'driverOf' | 'deliver'>;
  /** Runs `work` in one transaction for the caller's organization. */
  transaction(work: (db: Queryable) => Promise<CommandAnswer>): Promise<CommandAnswer>;
}

/**
 * Understands a text and does what it says, in one transaction. Throws `forbidden` when the caller may not do it, and
 * what the engine throws (`conflict` when another job has the same counties, `session_not_found`).
 */
export async function runCommand(parts: CommandParts, request: CommandRequest): Promise<CommandAnswer> {
  const prepared = await prepareCommand(parts.triggers, request);
  const answer = await parts.transaction((db) => carryOut(db, prepared));
  return afterCommit(parts.triggers, request.caller, answer);
}

/** The request with what has to be known before the transaction begins. */
async function prepareCommand(
  triggers: Pick<Triggers, 'driverOf'>,
  request: CommandRequest,
): Promise<CommandRequest> {
  const understanding = understand(request.text);
  if (!('command' in understanding) || understanding.command.action !== 'start' || request.preview)
    return request;
  const { organizationId } = request.caller;
  return { ...request, driver: await triggers.driverOf(organizationId, understanding.command.jobType) };
}

/** Does what the text says, inside the caller's transaction. Nothing is done unless every word was understood. */
async function carryOut(db: Queryable, request: CommandRequest): Promise<CommandAnswer> {
  const understanding = understand(request.text);
  if (!('command' in understanding)) return notUnderstood(request.text, understanding);
  const { command } = understanding;
  if (changesSomething(command) && !request.preview && !mayAct(request.caller.role, 'analyst')) {
    throw new AppError('forbidden', 'Viewers may only ask; this command changes something', {
      field: 'text',
      hint: 'Use a key with the role analyst, or preview the command.',
    });
  }
  return answerTo(db, command, request);
}

function answerTo(db: Queryable, command: Command, request: CommandRequest): Promise<CommandAnswer> {
  const { organizationId } = request.caller;
  switch (command.action) {
    case 'pending':
      return tellPending(db, organizationId, command);
    case 'audit':
      return tellAudit(db, organizationId, command);
    case 'status':
      return tellStatus(db, organizationId, command);
    case 'list':
      return tellJobs(db, organizationId, command);
    case 'work':
      return tellWork(db, command, request);
    case 'help':
      return Promise.resolve(tellHelp(command));
    case 'start':
      return start(db, command, request);
    case 'resume':
      return resume(db, command, request);
    case 'pause':
      return pause(db, command, request);
    case 'end_session':
      return endSessions(db, command, request);
  }
}

/** Makes the call that a move owes, and tells when it failed. Call it once the transaction is committed. */
async function afterCommit(
  triggers: Pick<Triggers, 'deliver'>,
  caller: Pick<Caller, 'organizationId'>,
  answer: CommandAnswer,
): Promise<CommandAnswer> {
  const { moved_job_id: jobId, ...rest } = answer;
  if (jobId === undefined) return rest;
  const called = await triggers.deliver(caller.organizationId, jobId);
  return called?.error
    ? { ...rest, message: `${rest.message}\nThe workflow was not called: ${called.error}` }
    : rest;
}
