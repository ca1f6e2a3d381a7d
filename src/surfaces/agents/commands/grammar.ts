/** The one grammar of commands: what may be typed, line by line. No word of a command is ever passed over. */

import type { CountyJobType } from '../../../property/county-jobs/job-types.ts';
import { match, matchStart, type Pattern, pattern, type Reach, type Slot, type Values } from './pattern.ts';
import { placesAt } from './places.ts';
import { type Line, MOST_CHARACTERS, readLine, typed } from './tokens.ts';
import {
  ANY_JOB,
  type Command,
  changesSomething,
  type JobList,
  type JobWords,
  type Places,
  type Strategy,
} from './understanding.ts';
import { jobTypeOf, MOST_TYPE_WORDS, numberAt, STRATEGIES } from './words.ts';

export type Understanding =
  | { readonly command: Command }
  | {
      /** The words that no command has, as they were typed; empty when there were none to read. */
      readonly words: readonly string[];
      readonly problem: 'empty' | 'too_long' | 'placeholder' | 'unknown_words' | 'incomplete' | 'question';
    };

// What comes before and after a command out of courtesy; taken off as often as it is there.
const BEFORE =
  pattern(`please|kindly|ok|okay|alright|hey|hi|hello|claude|lotline|now|great|thanks|thank you|yes|so|and now
  |(can|could|will|would) (you|we) [please]|(i|we) (want|need|would like) [you] to|(i|we) would like [you] to|let us|go ahead and|it is time to`);
const AFTER =
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
  |<county> [batch] (job|jobs|work)|<county> <type> [batch] [job|jobs]|(job|jobs) (for|of) <type> [(for|in|of) <place>]))`;
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

  // Jobs: which there are, how one stands.
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
    (values) => end(false, values.note as string),
  ],

  [
    `(help|help me|commands|[show|show me|list] [the|all|all the] [available|possible] commands|what can (i|we|you) (say|do|type|ask|tell you|write)|what commands (are there|do you know|do you understand|can i use)|which commands (are there|do you know|can i use)|how does this work)`,
    () => ({ action: 'help' }),
  ],
];

const START =
  '(start|begin|create|launch|run|do|kick off|set up|queue|queue up|make|open|fire up|spin up|schedule|initiate|get started with|get started on|get going with)';

/** What may follow a start, each at most once; strategies first: their words are in no county's name. */
const CLAUSES = (
  [
    [
      'strategy',
      `[with|using|by|in|via|as] [the|a] [strategy] <strategy> [strategy|order|fashion|manner|mode|style]`,
    ],
    [
      'n',
      'in (batches|batch|groups|chunks|sets) of <n> [properties|items|documents|counties|records|each|at a time]',
    ],
    ['n', '[with|using] [a|the] batch size [of|is|at|to] <n>'],
    ['n', '[with|using] batches of <n> [properties|items|documents|counties|each]'],
    [
      'n',
      '<n> [properties|items|documents|counties|records] (at a time|per batch|a batch|each batch|in each batch|in a batch|to a batch|at once)',
    ],
    ['place', '(for|in|on|over|across|of|at|throughout|covering) <place>'],
  ] as const
).map(([name, source]) => ({ name, shape: pattern(source) }));

const PATTERNS = LINES.map(([source, build]) => ({ shape: pattern(source), build }));
const START_VERB = pattern(START);
const STRATEGY_PATTERNS = Object.entries(STRATEGIES).map(([name, source]) => ({
  name: name as Strategy,
  shape: pattern(source),
}));
const LIST_WORDS: readonly (readonly [JobList, Pattern])[] = [
  ['active', pattern('active|unfinished|open|current|ongoing|existing|under way|underway|not finished')],
  ['running', pattern('running|in progress|in process|being processed|processing|started')],
  ['paused', pattern('paused|on hold|suspended|stopped')],
  ['pending', pattern('pending|waiting|not started|ready')],
  ['completed', pattern('completed|finished|done')],
];

const words = (line: Line, from: number, to: number) =>
  line.tokens.slice(from, to).map((token) => token.text);

/** A slot of a few set phrases: the longest reading first. */
function phrases<Name>(choices: readonly { name: Name; shape: Pattern }[], most: number): Slot {
  return function* (line, at, to) {
    for (let end = Math.min(to, at + most); end > at; end -= 1) {
      for (const { name, shape } of choices) {
        if (match(shape, line, [at, end], {}, { furthest: 0 }) !== null) yield { end, value: name };
      }
    }
  };
}

const SLOTS: Readonly<Record<string, Slot>> = {
  *type(line, at, to) {
    for (let end = Math.min(to, at + MOST_TYPE_WORDS); end > at; end -= 1) {
      const value = jobTypeOf(words(line, at, end));
      if (value !== undefined) yield { end, value };
    }
  },
  *n(line, at, to) {
    const found = numberAt(words(line, at, Math.min(to, at + 2)));
    if (found !== undefined && found.length <= to - at) yield { end: at + found.length, value: found.value };
  },
  *job(line, at, to) {
    const text = at < to ? (line.tokens[at]?.text ?? '') : '';
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^(?=[0-9a-f]*\d)[0-9a-f]{8,32}$/.test(text))
      yield { end: at + 1, value: text };
  },
  place: placesAt,
  /** A place that says itself that it is a county. */
  *county(line, at, to) {
    for (const reading of placesAt(line, at, to)) {
      if (/^(county|parish|borough)$/.test(line.tokens[reading.end - 1]?.text ?? '')) yield reading;
    }
  },
  start: phrases([{ name: 'start', shape: START_VERB }], 3),
  strategy: phrases(STRATEGY_PATTERNS, 14),
  list: phrases(
    LIST_WORDS.map(([name, shape]) => ({ name, shape })),
    2,
  ),
  *note(line, at, to) {
    if (at < to) yield { end: to, value: typed(line, at, to) };
  },
  /** What follows a start, in any order, each once. */
  *clauses(line, at, to) {
    const found = readClauses(line, at, to, {});
    if (found !== null) yield { end: to, value: found };
  },
};

function readClauses(line: Line, at: number, to: number, before: Values): Values | null {
  if (at >= to) return before;
  const from = line.tokens[at]?.text === 'and' ? at + 1 : at;
  for (const { name, shape } of CLAUSES) {
    if (Object.hasOwn(before, name)) continue;
    const found = matchStart(shape, line, [from, to], SLOTS, progress, (end, values) => {
      // a place may be anything that is said: it is sure only once it was found
      if (name !== 'place') progress.furthest = Math.max(progress.furthest, end);
      return readClauses(line, end, to, { ...before, ...values });
    });
    if (found !== null) return found;
  }
  return null;
}

/** How far the line under way was understood; reading is synchronous, one line at a time. */
const progress: Reach = { furthest: 0 };

/** What a text asks for, or the words that are in the way. No text makes this throw. */
export function understand(text: string): Understanding {
  if (text.length > MOST_CHARACTERS) return { problem: 'too_long', words: [] };
  const line = readLine(text);
  if (line.tokens.length === 0) return { problem: 'empty', words: [] };
  const blanks = line.text.match(/\[(?:job[_ ]?types?|type|county|counties|size|batch[_ ]size|state|n)\]/gi);
  if (blanks !== null) return { problem: 'placeholder', words: [...new Set(blanks)] };
  const [from, to] = withoutCourtesy(line);
  progress.furthest = from;
  // "Stop for now" ends in a word of the command that elsewhere is courtesy.
  for (const end of new Set([line.tokens.length, to])) {
    const command = read(line, from, end);
    if (command === null) continue;
    const asked = line.question && changesSomething(command) && !isRequest(line);
    return asked ? { problem: 'question', words: ['?'] } : { command };
  }
  return whatIsLeft(line, from, to);
}

function read(line: Line, from: number, to: number): Command | null {
  for (const { shape, build } of PATTERNS) {
    const values = match(shape, line, [from, to], SLOTS, progress);
    if (values !== null) return build({ ...values, ...(values.clauses as Values | undefined) });
  }
  return null;
}

function withoutCourtesy(line: Line): [from: number, to: number] {
  let from = 0;
  let to = line.tokens.length;
  for (let changed = true; changed; ) {
    changed = false;
    for (let length = Math.min(5, to - from - 1); length > 0 && !changed; length -= 1) {
      if (match(BEFORE, line, [from, from + length], {}, { furthest: 0 }) !== null) {
        from += length;
        changed = true;
      } else if (match(AFTER, line, [to - length, to], {}, { furthest: 0 }) !== null) {
        to -= length;
        changed = true;
      }
    }
  }
  return [from, to];
}

/** "Can you pause the job?" asks for it to be done; "Pause the job?" asks whether. */
function isRequest(line: Line): boolean {
  return /^\W*(?:\w+\W+){0,3}?(?:can|could|will|would)\s+(?:you|we)\b|please\W*$/i.test(line.text);
}

function whatIsLeft(line: Line, from: number, to: number): Understanding {
  const strange = line.tokens
    .filter((token) => !token.word)
    .map((token) => line.text.slice(token.start, token.end));
  if (strange.length > 0) return { problem: 'unknown_words', words: [...new Set(strange)].slice(0, 20) };
  const at = Math.min(progress.furthest, to);
  if (at >= to) return { problem: 'incomplete', words: [] };
  return { problem: 'unknown_words', words: [typed(line, Math.max(at, from), to)] };
}

function pending(values: Values): Command {
  return {
    action: 'pending',
    jobType: (values.type as CountyJobType | undefined) ?? null,
    places: (values.place as Places | undefined) ?? null,
  };
}

function list(values: Values): Command {
  return { action: 'list', list: (values.list as JobList | undefined) ?? 'active' };
}

function jobWords(values: Values): JobWords {
  return {
    jobType: (values.type as CountyJobType | undefined) ?? null,
    places: ((values.place ?? values.county) as Places | undefined) ?? null,
    jobId: (values.job as string | undefined) ?? null,
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

function start(values: Values): Command {
  return {
    action: 'start',
    jobType: values.type as CountyJobType,
    places: (values.place as Places | undefined) ?? null,
    batchSize: (values.n as number | undefined) ?? null,
    strategy: (values.strategy as Strategy | undefined) ?? null,
  };
}

function end(all: boolean, note: string | null = null): Command {
  return { action: 'end_session', all, note };
}
