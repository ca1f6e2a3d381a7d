import type { RetryPolicy } from 'cockatiel';

/** Tries of one call in all; what still fails then is left to the item's attempts, minutes apart. */
const TRIES = 3;
const FIRST_MS = 250;
const LONGEST_MS = 4_000;

let policy: Promise<RetryPolicy> | undefined;

/** Loaded at the first call: most processes never make one. */
async function load(): Promise<RetryPolicy> {
  const { ExponentialBackoff, handleWhenResult, retry } = await import('cockatiel');
  return retry(
    handleWhenResult(
      (judged) => typeof judged === 'object' && judged !== null && 'again' in judged && judged.again === true,
    ),
    {
      maxAttempts: TRIES - 1,
      backoff: new ExponentialBackoff({ initialDelay: FIRST_MS, maxDelay: LONGEST_MS }),
    },
  );
}

/** Sends until the result is not to be repeated, a few times, with pauses that grow and are spread. */
export async function repeating<T extends { readonly again: boolean }>(
  send: (attempt: number) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  policy ??= load();
  const result = await (await policy).execute(({ attempt }) => send(attempt + 1), signal);
  signal.throwIfAborted();
  return result;
}
