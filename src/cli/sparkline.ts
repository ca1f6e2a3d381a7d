const STEPS = '▁▂▃▄▅▆▇█';

/** Counts as a line of bars, one character each; nothing is a space. */
export function sparkline(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts
    .map((count) => (count === 0 ? ' ' : (STEPS[Math.ceil((count / most) * STEPS.length) - 1] ?? ' ')))
    .join('');
}
