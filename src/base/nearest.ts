/** Which of `known` a mistyped word may have meant: at most `most`, the nearest first; none when nothing is near. */
export function nearest(word: string, known: readonly string[], most = 3): string[] {
  const given = word.toLowerCase();
  return known
    .map((name) => ({ name, distance: distanceTo(given, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ name }) => name);
}

/** How far apart two words are; one that begins or ends with the other is near, however much is missing. */
function distanceTo(given: string, name: string): number {
  if (given.length >= 3 && (name.startsWith(given) || name.endsWith(given))) return 1;
  if (name.length >= 3 && (given.startsWith(name) || given.endsWith(name))) return 1;
  return editDistance(given, name);
}

/** Least number of letters to insert, remove or replace (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
