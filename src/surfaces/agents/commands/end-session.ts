/** "End session": what the caller's sessions hold goes back at once. */
import type { Queryable } from '../../../db/pool.ts';
import type { AgentSession } from '../../../engine/session-row.ts';
import { endSession, getSession, listSessions } from '../../../engine/sessions.ts';
import { answerOf, type CommandAnswer, understoodOf } from './answer.ts';
import type { CommandRequest } from './run.ts';
import type { Command } from './understanding.ts';
import { count } from './wording.ts';

/** Sessions of one caller that one command ends. */
const MOST_SESSIONS = 100;

type End = Extract<Command, { action: 'end_session' }>;

export async function endSessions(
  db: Queryable,
  command: End,
  request: CommandRequest,
): Promise<CommandAnswer> {
  const open = await openSessions(db, request);
  const understood = understoodOf(command);
  if (open.length === 0)
    return answerOf('nothing', understood, 'You have no open session.', { sessions: [] });
  const holding = open.filter((session) => session.heldItems > 0);
  if (!command.all && holding.length > 1) {
    return answerOf(
      'ambiguous',
      understood,
      [
        `${holding.length} open sessions of ${request.caller.actor} hold items; another may be at work in one of them.`,
        'Nothing was done.',
        'Name one by its id, or end all of them:',
        ...holding.map((session) => `- ${sessionText(session)}`),
      ],
      {
        candidates: [
          { command: 'End all sessions', about: count(open.length, 'session') },
          ...holding.map(candidate),
        ],
      },
    );
  }
  if (request.preview) {
    const lines = open.map((session) => `- ${sessionText(session)}`);
    return answerOf('preview', understood, [`Would end ${count(open.length, 'session')}:`, ...lines]);
  }
  const ended: { session: AgentSession; handedBack: number }[] = [];
  for (const { id } of open) {
    const { organizationId } = request.caller;
    ended.push(await endSession(db, { organizationId, sessionId: id, note: command.note }));
  }
  const handedBack = ended.reduce((sum, one) => sum + one.handedBack, 0);
  const settled = ended.reduce((sum, { session }) => sum + settledBy(session), 0);
  return answerOf(
    'done',
    understood,
    [
      `Ended ${count(ended.length, 'session')}: ${count(settled, 'item')} settled, ${count(handedBack, 'item')} handed back`,
      ...(command.note === null ? [] : ['The note is kept for the next session.']),
      ...(handedBack > 0 ? ['Whoever comes next gets them.'] : []),
    ],
    {
      sessions: ended.map(({ session, handedBack: items }) => ({
        session_id: session.id,
        name: session.name,
        handed_back: items,
      })),
      next: ['Resume batch job'],
    },
  );
}

/** The session that the request names, or every open one of the caller. */
async function openSessions(db: Queryable, { caller, sessionId }: CommandRequest): Promise<AgentSession[]> {
  const { organizationId, actor } = caller;
  if (sessionId !== undefined) {
    const session = await getSession(db, { organizationId, sessionId });
    return session.endedAt === null ? [session] : [];
  }
  return (await listSessions(db, { organizationId, actor, open: true, limit: MOST_SESSIONS })).sessions;
}

function settledBy({ settled }: AgentSession): number {
  return settled.completed + settled.failed + settled.skipped;
}

function sessionText(session: AgentSession): string {
  return `${session.id}${session.name === null ? '' : ` (${session.name})`}: holds ${count(session.heldItems, 'item')}`;
}

function candidate(session: AgentSession): { command: string; about: string } {
  return { command: `End session`, about: `with session ${sessionText(session)}` };
}
