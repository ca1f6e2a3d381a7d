/** Slots of the grammar: words that stand for job types, numbers, places, jobs, strategies. */

import { entriesOf } from '../../../base/keys.ts';
import { isUuid } from '../../../base/uuid.ts';
import { match, matchStart, type Pattern, pattern, type Reach, type Slot, type Values } from './pattern.ts';
import { placesAt } from './places.ts';
import { type Line, typed } from './tokens.ts';
import type { JobList } from './understanding.ts';
import { jobTypeOf, MOST_TYPE_WORDS, numberAt, STRATEGIES } from './words.ts';

/** How far the line under way was understood; reading is synchronous, one line at a time. */
export const progress: Reach = { furthest: 0 };

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
    ['place', '<county>'],
  ] as const
).map(([name, source]) => ({ name, shape: pattern(source) }));

const START_VERB = pattern(START);
const STRATEGY_PATTERNS = entriesOf(STRATEGIES).map(([name, source]) => ({
  name,
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

export const SLOTS: Readonly<Record<string, Slot>> = {
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
    if (isUuid(text) || /^(?=[0-9a-f]*\d)[0-9a-f]{8,32}$/.test(text)) yield { end: at + 1, value: text };
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
    const found = matchStart(shape, line, [from, to], SLOTS, progress, (end, { county, ...values }) => {
      // a place may be anything that is said: it is sure only once it was found
      if (name !== 'place') progress.furthest = Math.max(progress.furthest, end);
      const place = county === undefined ? {} : { place: county };
      return readClauses(line, end, to, { ...before, ...values, ...place });
    });
    if (found !== null) return found;
  }
  return null;
}
