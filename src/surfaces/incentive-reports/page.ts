import { createHash } from 'node:crypto';
import { type Bar, bars } from './bars.ts';
import { type Column, count, dollars, escaped, table } from './html.ts';
import type { SumsBody } from './sums.ts';
import type { SiteBody } from './wire.ts';

/** Bars of a chart; its table has all entries that the report gives. */
const MOST_BARS = 15;

const STYLE = `
:root { color-scheme: light; }
body { font: 14px/1.45 system-ui, sans-serif; color: #111; background: #fff; margin: 2rem auto; max-width: 50rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p.note { color: #444; margin: .25rem 0; }
dl { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; }
dl div { flex: 1 0 auto; min-width: 8rem; border: 1px solid #767676; padding: .5rem .75rem; }
dt { color: #444; }
dd { margin: 0; font-size: 1.1rem; font-weight: 600; overflow-wrap: anywhere; }
svg { display: block; max-width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-size: .85rem; }
caption { text-align: left; color: #444; padding: .25rem 0; }
th, td { border-bottom: 1px solid #bbb; padding: .2rem .4rem; text-align: left; overflow-wrap: anywhere; }
th { overflow-wrap: normal; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
section { break-inside: avoid-page; }
section.long { break-inside: auto; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } rect { fill: #555; stroke: #000; } }
@page { margin: 16mm; }
`;

/** The page runs nothing and fetches nothing; its one style is named by its content. */
export const PAGE_CSP = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** A report as one page to print: totals, bars with their tables, and the sites that are worth most. */
export function reportPage(report: SumsBody, sites: readonly SiteBody[], printedAt: Date): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(report.name)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(report.name)}</h1>
<p class="note">${escaped(stateOf(report))}</p>
<p class="note">As of ${moment(printedAt)}</p>
</header>
<main>
${totals(report)}
${chart('Eligibility', eligibility(report))}
${chart('Value by program', programs(report), report.left_out.by_program)}
${chart('Sites and value by state', states(report), report.left_out.by_state)}
${chart('Value by device', devices(report), report.left_out.by_device)}
${report.by_error.length === 0 ? '' : chart('Lookups that failed', errors(report), report.left_out.by_error)}
${siteTable(report, sites)}
</main>
</body>
</html>
`;
}

function stateOf(report: SumsBody): string {
  if (report.status === 'processing') {
    return `Filling: ${count(report.total_sites)} of ${count(report.total_items)} lookups are done.`;
  }
  const ended = report.completed_at === null ? '' : ` It ended ${moment(new Date(report.completed_at))}.`;
  return report.status === 'error' ? `No lookup succeeded.${ended}` : `Complete.${ended}`;
}

function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function totals(report: SumsBody): string {
  const facts = [
    ['Sites', count(report.total_sites)],
    ['Eligible sites', count(report.eligible_sites)],
    ['Failed lookups', count(report.failed_sites)],
    ['Total incentive value', dollars(report.total_incentive_value)],
  ] as const;
  return `<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
}

interface Chart {
  readonly bars: readonly Bar[];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

function chart(title: string, { bars: list, columns, rows }: Chart, leftOut = 0): string {
  if (rows.length === 0) {
    return `<section><h2>${escaped(title)}</h2><p class="note">Nothing yet.</p></section>`;
  }
  const shown = list.slice(0, MOST_BARS);
  const more = leftOut > 0 ? `; ${count(leftOut)} more of less value are left out` : '';
  const caption = `${count(rows.length)} ${rows.length === 1 ? 'entry' : 'entries'}${more}`;
  return `<section${rows.length > MOST_BARS ? ' class="long"' : ''}><h2>${escaped(title)}</h2>
${bars(list.length > shown.length ? `${title}, the first ${shown.length}` : title, shown)}
${table(caption, columns, rows)}</section>`;
}

const number = (name: string): Column => ({ name, number: true });

const ELIGIBILITY = { eligible: 'Eligible', not_eligible: 'Not eligible', failed: 'Lookup failed' } as const;

function eligibility(report: SumsBody): Chart {
  return {
    bars: report.by_eligibility.map((one) => ({
      label: ELIGIBILITY[one.eligibility],
      value: one.sites,
      text: count(one.sites),
    })),
    columns: [{ name: 'Eligibility' }, number('Sites'), number('Value')],
    rows: report.by_eligibility.map((one) => [
      ELIGIBILITY[one.eligibility],
      count(one.sites),
      dollars(one.total_incentive_value),
    ]),
  };
}

function programs(report: SumsBody): Chart {
  const nameOf = (one: SumsBody['by_program'][number]) => one.program_name || one.program_id;
  return {
    bars: report.by_program.map((one) => valueBar(nameOf(one), one)),
    columns: [{ name: 'Program' }, number('Eligible sites'), number('Value')],
    rows: report.by_program.map((one) => [nameOf(one), count(one.sites), dollars(one.total_incentive_value)]),
  };
}

function states(report: SumsBody): Chart {
  const nameOf = (one: SumsBody['by_state'][number]) => one.state_or_province_code ?? 'Not known';
  return {
    bars: report.by_state.map((one) => valueBar(nameOf(one), one)),
    columns: [{ name: 'State' }, number('Sites'), number('Eligible'), number('Failed'), number('Value')],
    rows: report.by_state.map((one) => [
      nameOf(one),
      count(one.sites),
      count(one.eligible_sites),
      count(one.failed_sites),
      dollars(one.total_incentive_value),
    ]),
  };
}

function devices(report: SumsBody): Chart {
  const nameOf = (one: SumsBody['by_device'][number]) => one.device_name ?? `Device ${one.device_id}`;
  return {
    bars: report.by_device.map((one) => valueBar(nameOf(one), one)),
    columns: [{ name: 'Device' }, number('Sites'), number('Eligible'), number('Value')],
    rows: report.by_device.map((one) => [
      nameOf(one),
      count(one.sites),
      count(one.eligible_sites),
      dollars(one.total_incentive_value),
    ]),
  };
}

function errors(report: SumsBody): Chart {
  return {
    bars: report.by_error.map((one) => ({
      label: one.error_code,
      value: one.sites,
      text: count(one.sites),
    })),
    columns: [{ name: 'Error' }, number('Sites')],
    rows: report.by_error.map((one) => [one.error_code, count(one.sites)]),
  };
}

function valueBar(label: string, one: { total_incentive_value: number }): Bar {
  return { label, value: one.total_incentive_value, text: dollars(one.total_incentive_value) };
}

function siteTable(report: SumsBody, sites: readonly SiteBody[]): string {
  if (sites.length === 0) return '';
  const caption =
    sites.length < report.total_sites
      ? `The ${count(sites.length)} of the most value; the export has all ${count(report.total_sites)}`
      : 'All of them, by value';
  const columns = [
    { name: 'Site' },
    { name: 'State' },
    { name: 'Utility' },
    { name: 'Programs' },
    number('Value'),
  ];
  const rows = sites.map((site) => [
    site.reference_id ?? `Row ${site.row}`,
    site.state_or_province_code ?? '',
    site.utility?.name ?? '',
    site.error_code ?? site.programs.map((program) => program.program_name || program.program_id).join('; '),
    dollars(site.total_incentive_value),
  ]);
  return `<section class="long"><h2>Sites</h2>${table(caption, columns, rows)}</section>`;
}
