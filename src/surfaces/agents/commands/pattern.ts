/**
 * Patterns of commands: `show [me] (pending|open) work [<type>]`. Words stand for themselves, `[…]` may be absent,
 * `(a|b)` is one of several, `<name>` is a slot that reads words by itself. A pattern matches a whole line or not at
 * all; no word is ever passed over.
 */
import type { Line } from './tokens.ts';

type Node =
  | { readonly is: 'word'; readonly text: string }
  | { readonly is: 'slot'; readonly name: string }
  | { readonly is: 'all'; readonly parts: readonly Node[] }
  | { readonly is: 'any'; readonly choices: readonly Node[] };

export type Pattern = Node;

/** One way to read words from a place on: where it ends and what it means. */
export interface Reading {
  readonly end: number;
  readonly value: unknown;
}

/** Reads words from a place on; the readings in the order to try them. */
export type Slot = (line: Line, at: number, to: number) => Iterable<Reading>;

export type Values = Readonly<Record<string, unknown>>;

export function pattern(source: string): Pattern {
  const tokens = source.match(/[[\]()|]|<\w+>|[^\s[\]()|<>]+/g) ?? [];
  let at = 0;
  const alternatives = (close: string | undefined): Node => {
    const choices: Node[] = [];
    let parts: Node[] = [];
    for (;;) {
      const token = tokens[at];
      if (token === close) break;
      if (token === undefined) throw new Error(`${source}: ${close} is missing`);
      at += 1;
      if (token === '|') {
        choices.push({ is: 'all', parts });
        parts = [];
      } else if (token === '(' || token === '[') {
        const inner = alternatives(token === '(' ? ')' : ']');
        at += 1;
        parts.push(token === '(' ? inner : { is: 'any', choices: [inner, { is: 'all', parts: [] }] });
      } else if (token === ')' || token === ']') {
        throw new Error(`${source}: ${token} opens nowhere`);
      } else if (token.startsWith('<')) {
        parts.push({ is: 'slot', name: token.slice(1, -1) });
      } else parts.push({ is: 'word', text: token });
    }
    choices.push({ is: 'all', parts });
    const [only] = choices;
    return choices.length === 1 && only !== undefined ? only : { is: 'any', choices };
  };
  return alternatives(undefined);
}

/** How far any pattern came: what follows is what was not understood. */
export interface Reach {
  furthest: number;
}

/** The slots' values when the words from `from` to `to` are the pattern's, every one of them; else null. */
export function match(
  node: Pattern,
  line: Line,
  [from, to]: readonly [number, number],
  slots: Readonly<Record<string, Slot>>,
  reach: Reach,
): Values | null {
  return matchStart(node, line, [from, to], slots, reach, (at, values) => (at === to ? values : null));
}

/** What to make of the place that a pattern came to; null: try another way to read it. */
type Then = (at: number, values: Values) => Values | null;

/** {@link match} of a beginning: `then` decides whether what follows is in order. */
export function matchStart(
  node: Pattern,
  line: Line,
  [from, to]: readonly [number, number],
  slots: Readonly<Record<string, Slot>>,
  reach: Reach,
  then: Then,
): Values | null {
  const walk = (one: Node, at: number, values: Values, next: Then): Values | null => {
    switch (one.is) {
      case 'word': {
        if (at >= to || line.tokens[at]?.text !== one.text) return null;
        reach.furthest = Math.max(reach.furthest, at + 1);
        return next(at + 1, values);
      }
      case 'all': {
        const step = (index: number, place: number, bound: Values): Values | null => {
          const part = one.parts[index];
          return part === undefined
            ? next(place, bound)
            : walk(part, place, bound, (end, more) => step(index + 1, end, more));
        };
        return step(0, at, values);
      }
      case 'any': {
        for (const choice of one.choices) {
          const found = walk(choice, at, values, next);
          if (found !== null) return found;
        }
        return null;
      }
      case 'slot': {
        for (const { end, value } of slots[one.name]?.(line, at, to) ?? []) {
          if (SURE.has(one.name)) reach.furthest = Math.max(reach.furthest, end);
          const found = next(end, { ...values, [one.name]: value });
          if (found !== null) return found;
        }
        return null;
      }
    }
  };
  return walk(node, from, {}, then);
}

/** Slots that know their words; the others take any, which says nothing about how far a line was understood. */
const SURE: ReadonlySet<string> = new Set(['type', 'strategy', 'job']);
