import { readConfig } from '../base/config.ts';
import { usageError } from '../cli/exit-codes.ts';
import { DEMO_TOKEN } from '../identity/demo.ts';
import { linkOf } from '../identity/people/links.ts';
import { checkDemo } from './access.ts';
import { greet, prepare } from './first-start.ts';
import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';
import { type Part, processNotices, startApi, startWorker } from './product.ts';
import { runSample } from './sample.ts';
import { runCountySample } from './sample-county.ts';
import type { SandboxMode } from './sandbox-mode.ts';
import { stopSignal } from './stop-signal.ts';

export interface StartOptions {
  /** False with `--no-sample`. */
  readonly sample?: boolean;
  /** Lets the examples of the API documentation work as they are printed. */
  readonly demo?: boolean;
  /** Simulators stand for all outside services. */
  readonly sandbox?: boolean;
  /** With `sandbox`: a file of parcels for the simulators to hold, where its rows lie, and what chance goes by. */
  readonly data?: string;
  readonly place?: string;
  readonly seed?: number;
}

/** `lotline start`: database, API and worker in one process, until a signal; the sample when nothing is there yet. */
export async function runStart(io: LocalIo, options: StartOptions): Promise<void> {
  const demo = options.demo === true;
  if (demo) checkDemo(readConfig(io.env));
  if (!options.sandbox) {
    if (options.data !== undefined || options.place !== undefined || options.seed !== undefined) {
      throw usageError('--data, --place and --seed are for --sandbox.');
    }
    return serveUntilStopped(io, options);
  }
  const { openSandboxMode } = await import('./sandbox-mode.ts');
  const sandbox = await openSandboxMode(io, options);
  try {
    await serveUntilStopped({ ...io, env: { ...io.env, ...sandbox.env } }, options, sandbox);
  } finally {
    await sandbox.stop();
  }
}

async function serveUntilStopped(io: LocalIo, options: StartOptions, sandbox?: SandboxMode): Promise<void> {
  const demo = options.demo === true;
  await withDatabase(
    io.env,
    async (opened) => {
      const stopped = stopSignal();
      const notices = processNotices(opened);
      const api = await startApi(opened, { demo, notices });
      let worker: Part | undefined;
      try {
        const prepared = await prepare(opened);
        worker = startWorker(opened, notices);
        greet(io, opened, prepared, api.url);
        const key = prepared.firstKey?.key ?? (prepared.firstKey && opened.config.bootstrapApiKey);
        if (sandbox !== undefined) await sandbox.greet(opened, prepared.organizationId, key);
        if (options.sample !== false && key !== undefined) {
          const target = { url: api.url, key, organizationId: prepared.organizationId };
          const samples =
            sandbox?.sample(target) ??
            runSample(io, opened, target).then(() => runCountySample(io, opened, target));
          await Promise.race([samples, stopped]);
        }
        if (demo)
          io.say(`Demo      Authorization: Bearer ${DEMO_TOKEN} is an admin of an organization of its own`);
        io.say(`\nServing on ${api.url}. Ctrl-C stops it.`);
        if (prepared.setupToken !== undefined) {
          // the samples have moved the link out of sight
          io.say(`Next: open ${linkOf(opened.config.publicUrl ?? api.url, prepared.setupToken)}`);
        }
        await stopped;
        io.say('Stopping: what runs is finished, the rest is handed back.');
      } finally {
        await worker?.stop();
        await api.stop();
      }
    },
    { restart: true, ownKinds: true },
  );
}
