import { type Config, isLoopback } from '../base/config.ts';
import { AppError } from '../base/errors.ts';
import { withClient } from '../db/client.ts';
import type { Access } from '../http/access.ts';
import { DEMO_TOKEN, demoCaller } from '../identity/demo.ts';
import { organizationBySlug } from '../identity/organizations.ts';

/** Refuses a demonstration that other machines could reach: its token is printed in the documentation. */
export function checkDemo({ host }: Pick<Config, 'host'>): void {
  if (isLoopback(host)) return;
  throw new AppError('configuration', `--demo is refused while HOST is ${host}: everybody knows its token`, {
    hint: 'Unset HOST, or leave --demo out.',
  });
}

/**
 * Who is let in without an API key: readers of jobs, and in a demonstration its admin. Readers see the default
 * organization, or the demonstration's while there is one. Without LOTLINE_PUBLIC_READS, only where nobody else can
 * come: this machine alone listens, and the database is the one that we started.
 */
export async function openAccess(
  config: Pick<Config, 'host' | 'databaseUrl' | 'publicReads'>,
  ownerUrl: string,
  demo: boolean,
): Promise<Access> {
  const local = isLoopback(config.host);
  const reads = config.publicReads ?? (local && (demo || config.databaseUrl === undefined));
  if (!reads && !demo) return {};
  return withClient({ connectionString: ownerUrl }, async (owner) => {
    const caller = demo ? await demoCaller(owner) : undefined;
    const organizationId = caller?.organizationId ?? (await organizationBySlug(owner)).id;
    return {
      ...(reads ? { publicReads: { organizationId, forwarded: config.publicReads === true && !demo } } : {}),
      ...(caller === undefined ? {} : { demo: { token: DEMO_TOKEN, caller } }),
    };
  });
}
