/** Dollars for a million tokens, by the beginning of a model's name; the longest that fits counts. */
const PRICES: readonly (readonly [prefix: string, input: number, output: number])[] = [
  ['claude-opus-4-5', 5, 25],
  ['claude-opus-4', 15, 75],
  ['claude-sonnet-4', 3, 15],
  ['claude-haiku-4', 1, 5],
  ['claude-3-5-haiku', 0.8, 4],
];
const SEARCH_DOLLARS = 0.01;
/** Of the price of input. */
const CACHE_WRITE = 1.25;
const CACHE_READ = 0.1;

/** Tokens and searches of one answer. */
export interface TokenCounts {
  readonly input: number;
  readonly cacheWrite: number;
  readonly cacheRead: number;
  readonly output: number;
  readonly searches: number;
}

/** Dollars as decimal text with six places; null for a model whose price is not in the list. */
export function costOf(model: string, used: TokenCounts): string | null {
  const [price] = PRICES.filter(([prefix]) => model.startsWith(prefix)).sort(
    ([a], [b]) => b.length - a.length,
  );
  if (price === undefined) return null;
  const [, input, output] = price;
  const inputs = used.input + used.cacheWrite * CACHE_WRITE + used.cacheRead * CACHE_READ;
  return ((inputs * input + used.output * output) / 1e6 + used.searches * SEARCH_DOLLARS).toFixed(6);
}
