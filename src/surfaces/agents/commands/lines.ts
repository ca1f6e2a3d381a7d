/** The lines of the grammar: what may be typed, and what it means. Patterns are those of `pattern.ts`. */

import type { Strategy } from '../../../property/county-jobs/create.ts';
import type { CountyJobType } from '../../../property/county-jobs/job-types.ts';
import { pattern, type Values } from './pattern.ts';
import { ANY_JOB, type Command, type JobList, type JobWords, type Places } from './understanding.ts';

// What comes before and after a command out of courtesy; taken off as often as it is there.
export const BEFORE =
  pattern(`please|kindly|ok|okay|alright|hey|hi|hello|claude|lotline|now|great|thanks|thank you|yes|so|and now
  |(can|could|will|would) (you|we) [please]|(i|we) (want|need|would like) [you] to|(i|we) would like [you] to|let us|go ahead and|it is time to`);
export const AFTER =
  pattern(`please|now|thanks|thank you|thank you very much|for me|for us|right now|right away|again please|then
  |if you (can|could)|would you|will you|today|at once|immediately|as well`);

const SHOW = `(show|show me|show us|list|display|check|check on|check for|get|get me|give me|give us|tell me|tell me about|see|view|print
  |report|report on|what is|what are|what about|look at|look up|find|let me see|see what is|can i see|may i see|(i|we) (want|need) to see)`;
const THE =
  '[the|my|our|all|all the|all of the|all my|all our|any|a|an|current|your|the current|my current|our current|this|that|what]';
const JOBS = '([batch] (job|jobs))';
const PENDING = '(pending|outstanding|remaining|unfinished|open|waiting|queued|left|left over)';
const LEFT =
  '(pending|left|remaining|outstanding|waiting|queued|to do|to be done|left to do|there|there to do|still to do|open)';
// A job by its words: <type>, <place> or <job>, in any order that people use.
const JOB = `([the|my|our|this|that|a|your|current|the current|the last|my last|the paused|the running] (
  [batch] job <job>|<job>|<type> [batch] [job|jobs|work|run] [(for|in|of) <place>]|[batch] (job|jobs) [(for|in|of) <place>]
  |<type> <place>|<county> [batch] (job|jobs|work)|<county> <type> [batch] [job|jobs]|(job|jobs) (for|of) <type> [(for|in|of) <place>]))`;
const WORK = '(work|working|processing|work now|the work|this|it|here|batch processing|the processing)';
const LEFT_OFF =
  '([from|at] where (we|i|you|it|the last session) (left off|left it|stopped|were|left things|paused))';
const LATER = `[and] [(we|i) will|(we|i) can|to|will|let us] (continue|resume|go on|carry on|come back|be back|finish|pick it up|pick this up|continue it|continue this) [to it|to this|with it|with this|it|this] [again]
  [later|tomorrow|later today|later on|next time|in the next session|next session|another time|another day]`;

type Build = (values: Values) => Command;

const LINES: readonly (readonly [source: string, build: Build])[] = [
  // What is there to do.
  [
    `${SHOW} ${THE} ${PENDING} (work|work summary|work queue|items|properties|<type>) [(for|in) (<type>|<place>)]`,
    pending,
  ],
  [`[the|my|our|all|all the] ${PENDING} (work|work summary|work queue) [(for|in) (<type>|<place>)]`, pending],
  [
    `${SHOW} ${THE} (work|work queue|queue|backlog|work summary|to do list) [that is] [still] [${LEFT}]`,
    pending,
  ],
  [
    `${SHOW} [me] (what|which|how much) [work] (is|is still|still is) ${LEFT} [(for|in) (<type>|<place>)]`,
    pending,
  ],
  [
    `(what|which|how much) (work|<type>|<type> work) (is|is still|is there|is there still|remains|do we have|do i have|have we|still is) [still] [${LEFT}] [(for|in) (<type>|<place>)]`,
    pending,
  ],
  [`(what|how much) (is|is still) ${LEFT} [(for|in) (<type>|<place>)]`, pending],
  [`what (needs|still needs|needs still|has|still has|remains) (to be done|doing|to do)`, pending],
  [`what [is] (there to do|there left to do|next to do|there still to do)`, pending],
  [
    `(what|how much) [work] (do|should|can|could) (we|i|you) [still] (have to do|work on|have left|have left to do|have to work on|work on next|do next)`,
    pending,
  ],
  [
    `how many (items|properties|documents|counties|things) are [still] ${LEFT} [(for|in) (<type>|<place>)]`,
    pending,
  ],
  [`is [there] [any|anything] [work] ${LEFT}`, pending],
  [
    `(run|do|start|perform|make|show|show me|give me|get|begin|launch) [the|a|an|our|my|another] [full|quick|complete|new] (data audit|audit of [the|our|my] data|data audits)`,
    () => ({ action: 'audit' }),
  ],
  [`[full] data audit|audit [the|my|our] data`, () => ({ action: 'audit' })],

  [`[${SHOW} ${THE}] pending`, pending],
  [
    `how many [more] sessions (are left|are there|will it take|does it take|do we need|remain|is that)`,
    pending,
  ],

  // Jobs: which there are, how one stands.
  [`[batch] jobs`, list],
  [`${SHOW} ${THE} <list> [batch] (job|jobs|work)`, list],
  [`[the|my|our|all|any] <list> [batch] jobs`, list],
  [`(which|what) ${JOBS} (are|is|are there|do we have|have we) [currently|right now|still] [<list>]`, list],
  [`(what|which one|which ones|who|anything) (is|are) [currently|still] (<list>|in progress)`, list],
  [`(are there|is there|do we have|have we|is|are) ${THE} [<list>] ${JOBS} [<list>]`, list],
  [`is (anything|something) <list>`, list],
  [`${SHOW} ${THE} [batch] jobs [that are] [<list>]`, list],
  [
    `${SHOW} ${THE} [batch] (job|jobs) (status|statuses|progress|state)`,
    () => ({ action: 'status', job: ANY_JOB }),
  ],
  [`${SHOW} ${THE} (status|progress|state of affairs)`, () => ({ action: 'status', job: ANY_JOB })],
  [`${SHOW} ${THE} (status|progress|state) (of|for|on) ${JOB}`, status],
  [`${SHOW} ${JOB} [status|progress]`, status],
  [
    `[the|my|our] [batch] [job|jobs] (status|progress) [report|update|check]`,
    () => ({ action: 'status', job: ANY_JOB }),
  ],
  [`(status|progress) (of|for|on) ${JOB}`, status],
  [`${JOB} (status|progress)`, status],
  [
    `how (is|are) (${JOB}|it|things|everything|we|the work|work) [going|doing|coming along|getting on|progressing|along]`,
    status,
  ],
  [`how far (is|are) (${JOB}|it|we|things|the work) [along|now]`, status],
  [`how far along (is|are) (${JOB}|it|we|things)`, status],
  [
    `where (are we|do we stand|were we|did we leave off|did we stop|are things)`,
    () => ({ action: 'status', job: ANY_JOB }),
  ],

  // Start.
  [
    `<start> [working on|work on|processing|running|with|on|up|to run] [a|an|the|new|a new|another|some|up a|up the|off a|off the] [new] [batch job of] <type> [batch] [job|jobs|run|work|processing] <clauses>`,
    start,
  ],
  [
    `<start> [working on|with|up|off] [a|the|new|a new|another|one] [new] [batch] (job|jobs) [(of [the] type|of kind|for|with|of|on|named|called)] <type> <clauses>`,
    start,
  ],
  [`[a|one] new <type> [batch] job <clauses>`, start],

  // Resume.
  [
    `(resume|continue|unpause|continue with|carry on with|go on with|keep going with|proceed with|pick up|pick up with|resume with|get back to|go back to) (${JOB}|${WORK}) [${LEFT_OFF}]`,
    resume,
  ],
  [
    `(resume|continue|unpause|carry on|go on|keep going|proceed|pick up|pick it up|pick things up|take up|resume it) [${LEFT_OFF}]`,
    resume,
  ],
  [`(continue|resume|carry on|pick up|go on) (${JOB}|${WORK}) ${LEFT_OFF}`, resume],

  // Pause.
  [
    `(pause|suspend|hold|put on hold|pause work on|stop work on|pause with) (${JOB}|${WORK}|everything for now) [for (now|today|the moment)] [${LATER}]`,
    pause,
  ],
  [`(pause|suspend) [here] [for (now|today|the moment)] [${LATER}]`, pause],
  [`put (${JOB}|it|this) on hold [for (now|today|the moment)] [${LATER}]`, pause],
  [
    `(stop|halt|break|finish|break off) [here|${JOB}|${WORK}] for (now|today|the moment|the day) [${LATER}]`,
    pause,
  ],
  [`(stop|halt) here [${LATER}]`, pause],
  [
    `(stop|halt) [for (now|today)] [and] (we|i) will (continue|resume|go on|finish) [it|this] [later|tomorrow|next time|another time]`,
    pause,
  ],
  [`(that is|this is) (enough|it|all) for (now|today|the day) [${LATER}]`, pause],
  [`(take|let us take|have) a break`, pause],

  // Work: the session takes batches by itself, the answer says how.
  [
    `(process|work|take|claim|pull|get|get me|give me|fetch|work on|work through|do|start|begin) [the|a|another|one|one more] [next] batch`,
    work,
  ],
  [`[the] next batch`, work],
  [
    `(process|work|take|work on|work through|do) [the] [next] (<n>|<n> [to|or] <n>) [more|next] batches`,
    work,
  ],

  // The session.
  [
    `(end|close|finish|quit|leave|end with) [the|my|our|this|current|the current|your] session [for (now|today)]`,
    () => end(false),
  ],
  [
    `(end|close|finish) (all|all of|all the|all my|all our|every one of|every) [my|our|the|these|open] (sessions|session)`,
    () => end(true),
  ],
  [`(end|close) [my|our|the|open|my open|our open] sessions`, () => end(true)],
  [
    `(end|close|finish) [the|my|our|this] session (with [the|a|this] [handoff|hand off] note|and note|noting|note|and leave [the|a|this] note|handoff note|leaving [the|a] note) [that] <note>`,
    (values) => end(false, said<string>(values.note)),
  ],

  [
    `(help|help me|commands|[show|show me|list] [the|all|all the] [available|possible] commands|what can (i|we|you) (say|do|type|ask|tell you|write)|what commands (are there|do you know|do you understand|can i use)|which commands (are there|do you know|can i use)|how does this work)`,
    () => ({ action: 'help' }),
  ],
];

/** The lines, ready to be matched in this order. */
export const PATTERNS = LINES.map(([source, build]) => ({ shape: pattern(source), build }));

/** What stood in a slot, which always yields values of one type (slots.ts); null where the words had none. */
const said = <Value>(value: unknown): Value | null => (value as Value | undefined) ?? null; // see above

function pending(values: Values): Command {
  return {
    action: 'pending',
    jobType: said<CountyJobType>(values.type),
    places: said<Places>(values.place),
  };
}

function list(values: Values): Command {
  return { action: 'list', list: said<JobList>(values.list) ?? 'active' };
}

function jobWords(values: Values): JobWords {
  return {
    jobType: said<CountyJobType>(values.type),
    places: said<Places>(values.place ?? values.county),
    jobId: said<string>(values.job),
  };
}

function status(values: Values): Command {
  return { action: 'status', job: jobWords(values) };
}

function resume(values: Values): Command {
  return { action: 'resume', job: jobWords(values) };
}

function pause(values: Values): Command {
  return { action: 'pause', job: jobWords(values) };
}

function work(values: Values): Command {
  return { action: 'work', batches: said<number>(values.n) };
}

function start(values: Values): Command {
  return {
    action: 'start',
    jobType: values.type as CountyJobType, // every shape of a start has a type
    places: said<Places>(values.place),
    batchSize: said<number>(values.n),
    strategy: said<Strategy>(values.strategy),
  };
}

function end(all: boolean, note: string | null = null): Command {
  return { action: 'end_session', all, note };
}
