/** Sums what the log says of the statements between each `begin` and its `commit`. */
export function transactionTimes(lines: readonly string[]): number[] {
  const times: number[] = [];
  for (const line of lines) {
    const logged = /duration: ([\d.]+) ms\s+(?:statement|parse|bind|execute)\s?[^:]*: (.*)/.exec(line);
    if (!logged) continue;
    const [, milliseconds, statement] = logged;
    if (statement === 'begin') times.push(0);
    const last = times.length - 1;
    if (last >= 0) times[last] = (times[last] ?? 0) + Number(milliseconds);
  }
  return times;
}
