/** What stands between the cells of a file: found by its first lines, on the server and in the browser alike. */
export type CsvDelimiter = ',' | ';' | '\t' | '|';

/** Finds the delimiter: the one that cuts the first lines of the sample into the most, equally many, cells. */
export function detectDelimiter(sample: string): CsvDelimiter {
  let best: CsvDelimiter = ',';
  let bestScore = 0;
  for (const delimiter of [',', ';', '\t', '|'] as const) {
    const counts = countPerLine(sample, delimiter);
    const inHeader = counts[0] ?? 0;
    const same = counts.filter((count) => count === inHeader).length;
    const score = inHeader * (same / Math.max(1, counts.length)) ** 2;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** How often the delimiter stands outside quotes in each of the first 20 lines. */
function countPerLine(sample: string, delimiter: string): number[] {
  const counts: number[] = [];
  let count = 0;
  let quoted = false;
  for (let at = 0; at < sample.length && counts.length < 20; at += 1) {
    const character = sample[at];
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === delimiter) count += 1;
    else if (character === '\n' || character === '\r') {
      if (sample[at - 1] !== '\n' && sample[at - 1] !== '\r') counts.push(count);
      count = 0;
    }
  }
  return counts.length > 0 ? counts : [count];
}
