import type { Log } from '../../base/log.ts';
import type { LiveStream } from './stream.ts';

/** Credentials asked about at once. */
const AT_ONCE = 4;

/** Ends the streams whose credential opens none any more; each credential is asked about once. */
export async function endRefused(streams: Iterable<LiveStream>, log: Pick<Log, 'warn'>): Promise<void> {
  const groups = [...Map.groupBy(streams, ({ parts }) => parts.credential).values()];
  const lane = async () => {
    for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
      try {
        if (await group[0]?.parts.stillAllowed()) continue;
        for (const stream of group) stream.finish('signed_out');
      } catch (error) {
        log.warn({ err: error }, 'whether watchers may still watch could not be found out; asking again');
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
