/** Places of a command: from the words as they were typed to names that the county list can be asked for. */
import type { Line } from './tokens.ts';
import { typed } from './tokens.ts';
import type { Places } from './understanding.ts';
import { numberAt, stateOf } from './words.ts';

const MOST_WORDS = 80;
/** Most counties in one command. */
export const MOST_PLACES = 50;

/** Words of no county's name: where one stands, a place has ended or the sentence says something else. */
const NEVER =
  /^(except|excluding|excepting|without|but|not|no|or|nor|then|also|if|unless|until|till|when|while|because|with|using|from|for|to|by|per|than|that|this|it|job|jobs|batch|batches|work|session|sessions|start|begin|resume|pause|stop|continue|end|delete|drop|cancel|remove|show|please|you|we|i|they|is|are|be|will|do|done|now|later|only|first|last|next|same|other|another|some|most|my|your|our|me|us|them|size|strategy|round|robin|roundrobin|auction|auctions|sale|sales|order|sequence|sequentially|upcoming|nearest)$/;

const ALL =
  /^(?:all|every|each|all of|all the|any|all of the)(?: (?:county|counties))?$|^(?:everywhere|all of them|the (?:whole|entire) country|nationwide)$/;
const ALL_OF =
  /^(?:all|every|each|all of|all the)(?: (?:the )?(?:county|counties))? (?:in|of|across|throughout|within) (?:the state of )?(.+)$/;
const COUNTIES_OF = /^(?:the )?counties (?:in|of|across|throughout|within) (?:the state of )?(.+)$/i;
const ALL_STATE = /^(?:all of|all|every|each) (.+?)(?: (?:county|counties))?$/;

interface PlaceReading {
  readonly end: number;
  readonly value: Places;
}

/** What was read of a line so far: the same words are looked at from many sides. */
const read = new WeakMap<Line, Map<number, readonly PlaceReading[]>>();

/** Places from a word on, the shortest first; whatever is read must still be found in the county list. */
export function placesAt(line: Line, at: number, to: number): readonly PlaceReading[] {
  const known = read.get(line) ?? new Map<number, readonly PlaceReading[]>();
  read.set(line, known);
  const all = known.get(at) ?? readFrom(line, at);
  known.set(at, all);
  return all.filter(({ end }) => end <= to);
}

function readFrom(line: Line, at: number): PlaceReading[] {
  const found: PlaceReading[] = [];
  const most = Math.min(line.tokens.length, at + MOST_WORDS);
  for (let end = at + 1; end <= most; end += 1) {
    const token = line.tokens[end - 1];
    if (token === undefined || !token.word || NEVER.test(token.text)) break;
    const value = readPlaces(typed(line, at, end));
    if (value !== null) found.push({ end, value });
  }
  return found;
}

/** Null when these words can be no place, whatever the county list says. */
export function readPlaces(given: string): Places | null {
  const text = given
    .replaceAll(/["'`[\]()]+(?=\s|,|;|$)|(?<=^|\s|,)["'`[\]()]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^the (?=counties of |county of |state of |whole |entire )/i, '');
  const lower = text.toLowerCase();
  if (ALL.test(lower)) return { are: 'all' };
  const inState = ALL_OF.exec(lower)?.[1] ?? ALL_STATE.exec(lower)?.[1];
  if (inState !== undefined || /^(all|every|each|any|everywhere|nationwide)\b/.test(lower)) {
    const stateCode = inState === undefined ? undefined : stateOf(inState, true);
    return stateCode === undefined ? null : { are: 'state', stateCode, typed: text, said: true };
  }
  const said =
    /^state of (.+)$/i.exec(text)?.[1] ??
    COUNTIES_OF.exec(text)?.[1] ??
    /^(.+?) (?:state|counties)$/i.exec(text)?.[1];
  const saidCode = said === undefined ? undefined : stateOf(said, true);
  if (saidCode !== undefined) return { are: 'state', stateCode: saidCode, typed: text, said: true };
  const bare = stateOf(text, false);
  if (bare !== undefined)
    return { are: 'state', stateCode: bare, typed: text, said: /^[A-Z]{2}$/.test(text) };
  return readNames(text);
}

function readNames(text: string): Places | null {
  const { rest, state } = endState(text.replace(/^(?:the )?(?:counties|county) (?:of )?/i, ''));
  const names = splitNames(rest).map((name) =>
    state !== undefined && !/,\s*\S+$/.test(name) ? `${name}, ${state}` : name,
  );
  const wrong = names.some((name) => isNoName(name));
  return wrong || names.length === 0 || names.length > MOST_PLACES ? null : { are: 'named', names };
}

/** "Blair and Somerset counties in Pennsylvania" -> the names and the state that they share. */
function endState(text: string): { rest: string; state?: string } {
  const shared = /^(.+?)(?:,? in (?:the state of )?|,? counties, ?)([\p{L} .]+)$/iu.exec(text);
  const state = shared === null ? undefined : stateOf(shared[2] ?? '', true);
  const rest = state === undefined ? text : (shared?.[1] ?? text);
  const bare = rest.replace(/ counties$/i, '');
  return state === undefined ? { rest: bare } : { rest: bare, state };
}

/** County names that hold an "and" of their own. */
const WITH_AND = /\b(king|lewis|lake) and (queen|clark|peninsula)\b/gi;

/** Names one by one; a state behind a comma stays with its county. */
function splitNames(text: string): string[] {
  const parts = text
    .replaceAll(WITH_AND, '$1 \u0001 $2')
    .split(/\s*(,|;|\s(?:and|&)\s)\s*/i)
    .map((part) => part.replaceAll('\u0001', 'and').trim());
  const names: string[] = [];
  for (let i = 0; i < parts.length; i += 2) {
    const name = (parts[i] ?? '').replace(/^(?:and|&) /i, '').trim();
    const last = names.at(-1);
    const comma = i > 0 && parts[i - 1] === ',';
    if (name === '') continue;
    if (comma && last !== undefined && !last.includes(',') && stateOf(name, true) !== undefined) {
      names[names.length - 1] = `${last}, ${stateOf(name, true)}`;
    } else names.push(name);
  }
  return names;
}

function isNoName(name: string): boolean {
  if (/^\d{5}$/.test(name)) return false;
  const words = name.toLowerCase().split(/[\s,]+/);
  return (
    words.length > 7 ||
    /\d/.test(name) ||
    /^(?:a |an |the )?(county|counties|parish|state|place|in|of|and)$/i.test(name) ||
    /\b(in|at|on|for)$/i.test(name) ||
    /^(in|at|on|for|of) /i.test(name) ||
    / in /i.test(name) ||
    numberAt(words) !== undefined
  );
}
