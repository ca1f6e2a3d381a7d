/** How a delay grows from one failed attempt to the next. */
export interface BackoffShape {
  /** Delay before the first repetition, in milliseconds. */
  readonly baseMs: number;
  /** No delay is longer than this, in milliseconds (before jitter). */
  readonly capMs: number;
  /** Growth per attempt; 2 when absent. */
  readonly factor?: number;
}

/**
 * Milliseconds to wait before repetition number `attempt` (1 = the first).
 *
 * The delay is spread over 50 % to 150 % of its nominal length, so that many workers that lost the same
 * database do not come back in the same instant.
 */
export function backoffMs(shape: BackoffShape, attempt: number, random: () => number = Math.random): number {
  const factor = shape.factor ?? 2;
  // 2 ** 1024 is Infinity, which Math.min handles; a negative attempt is a caller's mistake and counts as the first
  const nominal = Math.min(shape.capMs, shape.baseMs * factor ** Math.max(0, attempt - 1));
  return Math.round(nominal * (0.5 + random()));
}
