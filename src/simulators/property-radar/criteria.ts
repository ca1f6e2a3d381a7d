import { recordOf } from '../../base/record.ts';
import type { RadarRecord } from './records.ts';

/** A search that PropertyRadar refuses, in its words. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type Matches = (record: RadarRecord) => boolean;

type Reads = (value: unknown[], name: string) => Matches;

const equals =
  (field: string): Reads =>
  (value) => {
    const wanted = new Set(value.map((one) => String(one).toUpperCase()));
    return (record) => wanted.has(String(record[field] ?? '').toUpperCase());
  };

const prefix =
  (field: string): Reads =>
  (value) => {
    const wanted = value.map((one) => String(one).toUpperCase());
    return (record) => {
      const found = String(record[field] ?? '').toUpperCase();
      return wanted.some((start) => found.startsWith(start));
    };
  };

const flag =
  (field: string): Reads =>
  (value, name) => {
    const [wanted] = value;
    if (value.length !== 1 || (wanted !== 0 && wanted !== 1)) {
      throw new Refused(400, `Invalid yes/no value for criterion ${name}: expected [1] or [0]`);
    }
    return (record) => Number(record[field] ?? 0) === wanted;
  };

const range =
  (field: string): Reads =>
  (value, name) => {
    const ranges = value.map((one) => {
      if (
        !Array.isArray(one) ||
        one.length !== 2 ||
        one.some((end) => end !== null && typeof end !== 'number')
      ) {
        throw new Refused(400, `Invalid range for criterion ${name}: expected [[min,max]]`);
      }
      const [least, most] = one as [number | null, number | null]; // checked just above
      return { least: least ?? -Infinity, most: most ?? Infinity };
    });
    return (record) => {
      const found = record[field];
      if (found === null || found === undefined || Number.isNaN(Number(found))) return false;
      return ranges.some(({ least, most }) => Number(found) >= least && Number(found) <= most);
    };
  };

const DAY_MS = 86_400_000;
const UNIT_DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };

function readSpan(text: string, name: string, now: number): { least: number; most: number } {
  const last = /^Last (\d+) (day|week|month|year)s?$/i.exec(text);
  if (last) {
    const days = Number(last[1]) * (UNIT_DAYS[String(last[2]).toLowerCase()] ?? 1);
    return { least: now - days * DAY_MS, most: now };
  }
  const [, from, to] = /^(?:from: (\S+))? ?(?:to: (\S+))?$/.exec(text) ?? [];
  const least = from === undefined ? -Infinity : Date.parse(`${from} UTC`);
  const most = to === undefined ? Infinity : Date.parse(`${to} UTC`);
  if ((from === undefined && to === undefined) || Number.isNaN(least) || Number.isNaN(most)) {
    throw new Refused(400, `Invalid date for criterion ${name}: ${text}`);
  }
  return { least, most };
}

const date =
  (field: string, now: () => number): Reads =>
  (value, name) => {
    const spans = value.map((one) => readSpan(String(one), name, now()));
    return (record) => {
      const found = Date.parse(`${record[field] ?? ''}`);
      return spans.some(({ least, most }) => found >= least && found <= most);
    };
  };

const propertyType: Reads = (value, name) => {
  const all = value.map((one): Matches => {
    const { name: inner, value: codes } = recordOf(one);
    if (inner !== 'PType' || !Array.isArray(codes)) {
      throw new Refused(400, `Invalid value for criterion ${name}: expected [{"name":"PType","value":[…]}]`);
    }
    return equals('PType')(codes, name);
  });
  return (record) => all.some((matches) => matches(record));
};

/** What PropertyRadar makes of each criterion; `now`: ms since the epoch, for relative dates. */
export function createCriteria(now: () => number): ReadonlyMap<string, Reads> {
  return new Map<string, Reads>([
    ['State', equals('State')],
    ['County', equals('FIPS')],
    ['City', equals('City')],
    [
      'ZipFive',
      (value, name) =>
        equals('ZipFive')(
          value.map((one) => zip(one, name)),
          name,
        ),
    ],
    ['SiteAddress', prefix('Address')],
    ['APN', prefix('APN')],
    ['RadarID', equals('RadarID')],
    ['PropertyType', propertyType],
    ...['isSameMailingOrExempt', 'isMailVacant', 'inForeclosure', 'isListedForSale', 'Pool'].map(
      (name) => [name, flag(name)] as const,
    ),
    ...[
      'EquityPercent',
      'AvailableEquity',
      'AVM',
      'TotalLoanBalance',
      'NumberLoans',
      'FirstRate',
      'Beds',
    ].map((name) => [name, range(name)] as const),
    ['FirstDate', date('FirstDate', now)],
    ['LastTransferRecDate', date('LastTransferRecDate', now)],
    ['FirstLoanType', equals('FirstLoanType')],
    ['FirstPurpose', equals('FirstPurpose')],
  ]);
}

function zip(one: unknown, name: string): string {
  if (typeof one !== 'number')
    throw new Refused(400, `Invalid value for criterion ${name}: expected a number`);
  return String(one).padStart(5, '0');
}

/** Reads the body of a search: `{"Criteria": […]}` and nothing else. `unusable`: criteria that this account may not use. */
export function readSearch(
  body: unknown,
  criteria: ReadonlyMap<string, Reads>,
  unusable: ReadonlySet<string>,
): { matches: Matches; byRadarId: boolean } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Refused(400, 'The request body is not valid JSON');
  }
  const stranger = Object.keys(body).find((key) => key !== 'Criteria');
  if (stranger !== undefined) throw new Refused(400, `Unexpected payload field: ${stranger}`);
  const given = recordOf(body).Criteria;
  if (!Array.isArray(given) || given.length === 0) {
    throw new Refused(400, 'Missing required parameter: Criteria');
  }
  const all = given.map((one: unknown) => {
    const { name, value } = recordOf(one);
    const reads = typeof name === 'string' ? criteria.get(name) : undefined;
    if (typeof name !== 'string' || reads === undefined) {
      throw new Refused(400, `Unexpected criterion: ${String(name)}`);
    }
    if (unusable.has(name)) throw new Refused(403, `Criterion ${name} cannot be used by this user`);
    if (!Array.isArray(value) || value.length === 0) {
      throw new Refused(400, `Missing value for criterion ${name}`);
    }
    return { name, matches: reads(value, name) };
  });
  return {
    matches: (record) => all.every(({ matches }) => matches(record)),
    byRadarId: all.some(({ name }) => name === 'RadarID'),
  };
}
