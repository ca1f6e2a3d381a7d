import { makeResult, type Payload, type Result } from './items.ts';

/** What is done with one item: nothing, or a wait of 5 ms as for a quick call to another service. */
export type Work = 'noop' | '5ms';

export interface Handler {
  (payload: Pick<Payload, 'i'>): Promise<Result>;
  /** How often it has finished, to tell when a drain may be over and that nothing ran twice. */
  finished(): number;
}

/** At most `concurrency` waits run at once, whatever a contestant fetches ahead. */
export function makeHandler(work: Work, concurrency: number): Handler {
  let count = 0;
  const limited = limiter(concurrency);
  const noop = async (payload: Pick<Payload, 'i'>): Promise<Result> => {
    count += 1;
    return makeResult(payload.i);
  };
  const wait = (payload: Pick<Payload, 'i'>): Promise<Result> =>
    limited(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            count += 1;
            resolve(makeResult(payload.i));
          }, 5);
        }),
    );
  return Object.assign(work === 'noop' ? noop : wait, { finished: () => count });
}

function limiter(most: number): <T>(run: () => Promise<T>) => Promise<T> {
  let active = 0;
  const waiting: (() => void)[] = [];
  return async (run) => {
    if (active >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else active += 1;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else active -= 1;
    }
  };
}
