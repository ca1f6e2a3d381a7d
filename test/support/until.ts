/**
 * Resolves with the first value of `look` that is not false, null or undefined, asking again every few
 * milliseconds; rejects after `withinMs`. For facts that other processes bring about and that no signal announces.
 */
export async function until<T>(
  look: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  what = 'the condition',
  withinMs = 30_000,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await look();
    if (value !== false && value !== null && value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`${what} did not come true within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
