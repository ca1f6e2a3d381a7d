export interface Spread {
  median: number;
  minimum: number;
  maximum: number;
  count: number;
}

/** Median, smallest and largest of some measurements; throws on none, so that no empty cell passes for a result. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const minimum = sorted[0];
  const maximum = sorted.at(-1);
  if (minimum === undefined || maximum === undefined) throw new Error('no measurements');
  return { median: quantile(sorted, 0.5), minimum, maximum, count: sorted.length };
}

/** The value below which `share` of the sorted values lie, between neighbours by proportion. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  if (low === undefined || high === undefined) throw new Error('no measurements');
  return low + (high - low) * (at - Math.floor(at));
}
