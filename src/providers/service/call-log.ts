import type { Log } from '../../base/log.ts';
import { storable } from '../../base/storable.ts';
import { call, type Queryable } from '../../db/pool.ts';
import type { CallLog, CallRecord } from './call-record.ts';

/** Written this often, or when so many have gathered. */
const EVERY_MS = 1_000;
const MOST = 500;
/** Kept at most while the database does not answer; older ones are given up. */
const MOST_KEPT = 10_000;

/** The call log of a process: gathered, and written in bulk about once a second while there is something. */
export function createCallLog(db: Queryable, log: Pick<Log, 'warn'>): CallLog {
  let records: CallRecord[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      while (records.length > 0) {
        const part = records.splice(0, MOST);
        try {
          await call(db, 'select lotline.log_service_calls($1)', [JSON.stringify(part.map(toRow))]);
        } catch (error) {
          records = [...part, ...records].slice(-MOST_KEPT);
          log.warn(
            { err: error, waiting: records.length },
            'calls could not be written down and will be later',
          );
          return;
        }
      }
    });
    return writing;
  }

  function schedule(): void {
    timer ??= setTimeout(
      () => void flush().then(() => (records.length > 0 ? schedule() : undefined)),
      EVERY_MS,
    ).unref();
  }

  return {
    add(record) {
      records.push(record);
      if (records.length === MOST) void flush();
      else schedule();
    },
    close: () => flush(),
  };
}

function toRow(record: CallRecord): Record<string, unknown> {
  return {
    age_ms: Math.max(0, Date.now() - record.at),
    org_id: record.organizationId,
    job_id: record.jobId,
    seq: record.seq,
    service: record.service,
    credential: record.credential,
    operation: record.operation,
    method: record.method,
    target: storable(record.target),
    attempt: record.attempt,
    status: record.status,
    verdict: record.verdict,
    duration_ms: record.durationMs,
    bytes: record.bytes,
    units: record.units,
    cost: record.cost,
    request_id: record.requestId === null ? null : storable(record.requestId),
    billed: record.billed,
    interactive: record.interactive,
    // the beginning of what a service said may end in half of a character
    error: record.error === null ? null : storable(record.error),
  };
}
