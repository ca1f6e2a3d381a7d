/**
 * Two lines of one text as one. A hyphen that only divides a word goes ("HOLA-" "BIRD"); one that belongs to a number
 * or a name in parts stays ("6587A-" "6A", "N-" "E"), and nothing comes between.
 */
export function joinLines(before: string, after: string): string {
  if (before === '') return after;
  if (after === '') return before;
  const end = before.at(-1);
  if (end === '\u00ad') return before.slice(0, -1) + after;
  if (end !== '-' && end !== '\u2010') return `${before} ${after}`;
  // a hyphen that stands alone is a dash between words
  if (/\s.$/.test(before)) return `${before} ${after}`;
  const divides = /\p{L}{2}.$/u.test(before) && /^\p{L}{2}/u.test(after);
  return divides ? before.slice(0, -1) + after : before + after;
}
