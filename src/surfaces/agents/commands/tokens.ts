/** Text as people type it, as words with their places. No text makes this throw. */

export interface Token {
  /** Lower case; a contraction is spelled out as several tokens at one place. */
  readonly text: string;
  /** Place in {@link Line.text}. */
  readonly start: number;
  readonly end: number;
  /** False for a character that no command has: it is never passed over, so nothing with it is understood. */
  readonly word: boolean;
}

export interface Line {
  /** The text in compatibility form (NFKC), with plain quotes. */
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Ends in a question mark. */
  readonly question: boolean;
}

/** Longest command, in characters as they come. */
export const MOST_CHARACTERS = 500;

const CONTRACTIONS: Readonly<Record<string, string>> = {
  "what's": 'what is',
  whats: 'what is',
  "what're": 'what are',
  "where's": 'where is',
  "how's": 'how is',
  "that's": 'that is',
  "there's": 'there is',
  "it's": 'it is',
  "let's": 'let us',
  lets: 'let us',
  "we'll": 'we will',
  "i'll": 'i will',
  "i'd": 'i would',
  "we'd": 'we would',
  "i'm": 'i am',
  "we're": 'we are',
  "don't": 'do not',
  dont: 'do not',
  "can't": 'can not',
  cannot: 'can not',
  "won't": 'will not',
  "shouldn't": 'should not',
};

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\p{L}\p{N}])/iuy;
const GROUPED = /\d{1,3}(?:,\d{3})+(?![\d\p{L}])/uy;
const WORD = /[\p{L}\p{M}\p{N}]+(?:'\p{L}+)*/uy;
/** Marks that only part words. A sign before a number, or a point inside one, says something and is not among them. */
const SOFT =
  /[\s,!?;:"()[\]…]+|['`]|(?<=[\p{L}\p{N}])[-_/](?=[\p{L}\p{N}])|(?<=\s)[-–—]+(?=\s)|(?<=[\p{L}\p{N})\]"'])[–—](?=[\p{L}\p{N}"'])|(?<!\d)\.+(?!\d)|\.+(?!\d)/uy;

/** The words of a text. Give at most {@link MOST_CHARACTERS}. */
export function readLine(given: string): Line {
  const text = given
    .normalize('NFKC')
    .replaceAll(/[\u2018\u2019\u02bc\u2032]/g, "'")
    .replaceAll(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .trim();
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const soft = take(SOFT);
    if (soft !== undefined && soft !== '') {
      at += soft.length;
      continue;
    }
    const found = take(UUID) ?? take(GROUPED) ?? take(WORD);
    const raw = found ?? String.fromCodePoint(text.codePointAt(at) ?? 0);
    push(tokens, raw, at, found !== undefined);
    at += raw.length;
  }
  return { text, tokens, question: /\?[\s"'.!)\]]*$/.test(text) };
}

function push(tokens: Token[], raw: string, start: number, word: boolean): void {
  const lower = raw.toLowerCase();
  const end = start + raw.length;
  if (lower === '&') {
    tokens.push({ text: 'and', start, end, word: true });
    return;
  }
  const spelled = (Object.hasOwn(CONTRACTIONS, lower) ? CONTRACTIONS[lower] : undefined) ?? lower;
  const plain = /^\d{1,3}(,\d{3})+$/.test(spelled) ? spelled.replaceAll(',', '') : spelled;
  for (const text of plain.split(' ')) tokens.push({ text, start, end, word });
}

/** What was typed from one token to another, the last not included. */
export function typed(line: Line, from: number, to: number): string {
  const first = line.tokens[from];
  const last = line.tokens[to - 1];
  return first === undefined || last === undefined ? '' : line.text.slice(first.start, last.end);
}
