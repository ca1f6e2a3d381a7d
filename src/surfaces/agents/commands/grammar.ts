/** The one grammar of commands. No word of a command is ever passed over. */
import { AFTER, BEFORE, PATTERNS } from './lines.ts';
import { match, type Values } from './pattern.ts';
import { progress, SLOTS } from './slots.ts';
import { type Line, MOST_CHARACTERS, readLine, typed } from './tokens.ts';
import { type Command, changesSomething } from './understanding.ts';

export type Understanding =
  | { readonly command: Command }
  | {
      /** The words that no command has, as they were typed; empty when there were none to read. */
      readonly words: readonly string[];
      readonly problem: 'empty' | 'too_long' | 'placeholder' | 'unknown_words' | 'incomplete' | 'question';
    };

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
    // clauses are a slot whose value is what its own slots held
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
