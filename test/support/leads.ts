import { call } from '../../src/db/pool.ts';
import type { TestDatabase } from './database.ts';

/** A record as the vendor gives it: the address of its number, and an owner who lives elsewhere unless told. */
export function leadRecord(n: number, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    RadarID: `P${String(n).padStart(7, '0')}`,
    PType: 'SFR',
    Address: `${n} Main Street`,
    City: 'Altoona',
    State: 'PA',
    ZipFive: 16601,
    County: 'BLAIR',
    FIPS: '42013',
    APN: `01.01-01..-${n}`,
    Owner: `Ada & Ben Zimmer ${n}`,
    OwnerFirstName: 'Ada',
    OwnerLastName: `Zimmer ${n}`,
    OwnerSpouseFirstName: 'Ben',
    OwnershipType: 'Individual',
    isSameMailingOrExempt: 0,
    OwnerAddress: `${n} Oak Avenue Apt 2`,
    OwnerCity: 'Pittsburgh',
    OwnerState: 'PA',
    OwnerZipFive: '15213',
    AVM: '185000',
    AvailableEquity: '92500',
    EquityPercent: 50,
    inForeclosure: 0,
    inTaxDelinquency: 1,
    DelinquentAmount: '1250.40',
    LastTransferRecDate: '2019-04-30',
    ...more,
  };
}

/** Leads of a test database, stored as imports store them. */
export function leadsIn(database: TestDatabase) {
  const { worker } = database.pools;
  return {
    /** What became of each record, by its RadarID. */
    async upsert(
      organizationId: string,
      records: readonly unknown[],
      jobNumber: string | null = null,
    ): Promise<Record<string, string>> {
      const rows = await call<{ radar_id: string; state: string }>(
        worker,
        'select radar_id, state from lotline.upsert_leads($1, $2, $3)',
        [organizationId, jobNumber, JSON.stringify(records)],
      );
      return Object.fromEntries(rows.map(({ radar_id, state }) => [radar_id, state]));
    },
  };
}
