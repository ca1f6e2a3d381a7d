import { formatMoney, formatNumber, formatTime } from '../../data/format.ts';
import { Stat, Stats } from '../../ui/stat.tsx';
import { words } from '../../words.ts';
import type { ReportDetail } from './report-query.ts';

const said = words.reports;

/** How full the report is, and what it holds. */
export function TotalsBanner({ report }: { readonly report: ReportDetail }) {
  const { total_sites: sites, total_items: items, eligible_sites: eligible, failed_sites: failed } = report;
  const percent = items === 0 ? 0 : Math.floor((100 * sites) / items);
  const filling = report.status === 'processing';
  return (
    <section
      aria-label={said.name}
      className="flex flex-col gap-4 rounded-lg border border-line bg-surface px-4 py-3.5"
    >
      {filling ? (
        <div className="flex flex-col gap-2">
          <p>
            <span className="font-semibold tabular">
              {said.filling(formatNumber(sites), formatNumber(items))}
            </span>{' '}
            <span className="text-muted">{said.fillingMore}</span>
          </p>
          <div
            role="progressbar"
            aria-label={said.filling(formatNumber(sites), formatNumber(items))}
            aria-valuenow={percent}
            aria-valuemin={0}
            aria-valuemax={100}
            className="h-2 overflow-hidden rounded-full bg-sunken ring-1 ring-line"
          >
            <div
              className="h-full bg-info-solid transition-[width] duration-300"
              style={{ width: `${percent}%` }}
            />
          </div>
        </div>
      ) : (
        <p className="text-muted">
          {report.status === 'error'
            ? said.nothing
            : report.completed_at !== null && said.ended(formatTime(report.completed_at))}
        </p>
      )}
      <Stats>
        <Stat label={said.value} value={formatMoney(report.total_incentive_value)} />
        <Stat
          label={said.sites}
          value={formatNumber(sites)}
          note={filling ? said.ofAll(formatNumber(sites), formatNumber(items)) : undefined}
        />
        <Stat label={said.eligible} value={formatNumber(eligible)} note={share(eligible, sites)} />
        <Stat label={said.notEligible} value={formatNumber(sites - eligible - failed)} />
        <Stat label={said.failed} value={formatNumber(failed)} />
      </Stats>
    </section>
  );
}

const share = (part: number, all: number): string | undefined =>
  all === 0 ? undefined : `${Math.round((100 * part) / all)}%`;
