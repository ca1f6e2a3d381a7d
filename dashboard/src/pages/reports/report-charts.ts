import type { Bar } from '../../charts/bars.ts';
import type { ChartTable } from '../../charts/chart-table.ts';
import { formatMoney, formatNumber } from '../../data/format.ts';
import { words } from '../../words.ts';

/** The sums of a report that are drawn, in the words of the API. */
interface Detail {
  readonly by_program: readonly (Sum & { readonly program_id: string; readonly program_name: string })[];
  readonly by_eligibility: readonly (Sum & { readonly eligibility: keyof typeof ELIGIBILITY })[];
}
interface Sum {
  readonly sites: number;
  readonly total_incentive_value: number;
}

const said = words.reports;
/** More bars than these nobody compares; the table has them all. */
const MOST_BARS = 12;

export function programBars({ by_program: programs }: Pick<Detail, 'by_program'>): Bar[] {
  const paying = programs.filter(({ total_incentive_value: value }) => value > 0);
  return paying
    .slice(0, MOST_BARS)
    .map(({ program_name: name, program_id: id, total_incentive_value: value }) => ({
      name: name === '' ? id : name,
      value,
      text: formatMoney(value),
    }));
}

export function programTable({ by_program: programs }: Pick<Detail, 'by_program'>): ChartTable {
  return {
    columns: [
      { name: said.program },
      { name: said.sites, numeric: true },
      { name: said.siteValue, numeric: true },
    ],
    rows: programs.map(({ program_name: name, program_id: id, sites, total_incentive_value: value }) => [
      name === '' ? id : name,
      sites,
      value,
    ]),
  };
}

const ELIGIBILITY = {
  eligible: { name: said.eligible, tone: 'ok' },
  not_eligible: { name: said.notEligible, tone: 'idle' },
  failed: { name: said.failed, tone: 'bad' },
} as const;

export function eligibilityBars({ by_eligibility: parts }: Pick<Detail, 'by_eligibility'>): Bar[] {
  const all = parts.reduce((sum, { sites }) => sum + sites, 0);
  return parts.map(({ eligibility, sites }) => ({
    ...ELIGIBILITY[eligibility],
    value: sites,
    text: all === 0 ? '0' : `${formatNumber(sites)} · ${Math.round((100 * sites) / all)}%`,
  }));
}

export function eligibilityTable({ by_eligibility: parts }: Pick<Detail, 'by_eligibility'>): ChartTable {
  const any = parts.some(({ sites }) => sites > 0);
  return {
    columns: [
      { name: said.eligibility },
      { name: said.sites, numeric: true },
      { name: said.siteValue, numeric: true },
    ],
    rows: any
      ? parts.map(({ eligibility, sites, total_incentive_value: value }) => [
          ELIGIBILITY[eligibility].name,
          sites,
          value,
        ])
      : [],
  };
}

interface Timeline {
  readonly step_seconds: number | null;
  readonly points: readonly (Sum & {
    readonly at: string;
    readonly eligible_sites: number;
    readonly failed_sites: number;
  })[];
}

/** The curve as columns, beginning at nothing, so that it can be seen to rise. */
export function curveOf({ step_seconds: step, points }: Timeline) {
  const [first] = points;
  const start = first === undefined || step === null ? [] : [Date.parse(first.at) / 1_000 - step];
  const column = (read: (point: Timeline['points'][number]) => number) => [
    ...start.map(() => 0),
    ...points.map(read),
  ];
  return {
    times: [...start, ...points.map(({ at }) => Date.parse(at) / 1_000)],
    sites: column((point) => point.sites),
    eligible: column((point) => point.eligible_sites),
    failed: column((point) => point.failed_sites),
    value: column((point) => point.total_incentive_value),
  };
}

export function curveTable({ points }: Timeline): ChartTable {
  return {
    columns: [
      { name: said.time },
      { name: said.sites, numeric: true },
      { name: said.eligible, numeric: true },
      { name: said.failed, numeric: true },
      { name: said.siteValue, numeric: true },
    ],
    rows: points.map((point) => [
      point.at,
      point.sites,
      point.eligible_sites,
      point.failed_sites,
      point.total_incentive_value,
    ]),
  };
}
