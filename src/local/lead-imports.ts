import { systemClock } from '../base/clock.ts';
import type { Config } from '../base/config.ts';
import type { Log } from '../base/log.ts';
import type { Notices } from '../db/notices.ts';
import type { Queryable } from '../db/pool.ts';
import { LeadFreezer } from '../kinds/lead-import/freezer.ts';
import { freezeStore } from '../property/lead-imports/freeze-store.ts';
import { createPropertyRadar, type PropertyRadar } from '../providers/property-radar/client.ts';
import type { Services } from '../providers/service/services.ts';

/** PropertyRadar as this installation reaches it. */
export function propertyRadarOf(
  { services }: Pick<Config, 'services'>,
  { propertyRadar: caller }: Services,
): PropertyRadar {
  return createPropertyRadar({ caller, key: services.propertyRadar.key });
}

/** Freezes searches in this process, from now on until it is stopped. */
export function startFreezer(
  config: Pick<Config, 'services'>,
  parts: {
    readonly db: Queryable;
    readonly services: Services;
    readonly log: Log;
    readonly notices: Notices;
  },
): { stop(): Promise<void> } {
  const { db, services, log, notices } = parts;
  const radar = propertyRadarOf(config, services);
  const freezer = new LeadFreezer({ radar, store: freezeStore(db), log, clock: systemClock });
  freezer.start();
  const listener = notices.subscribe({
    channels: ['lotline_work'],
    onNotice(_channel, payload) {
      if (payload === 'lead_import') freezer.wake();
    },
    onConnect: () => freezer.wake(),
  });
  return {
    async stop() {
      await Promise.all([listener.stop(), freezer.stop()]);
    },
  };
}
