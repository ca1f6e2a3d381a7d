import { ADDRESS_FIELDS } from '../../base/lookup-columns.ts';
import { recordOf } from '../../base/record.ts';
import type { XlsxCell } from '../../base/xlsx.ts';
import type { ReportSite } from '../../outcomes/report-sites.ts';
import { inputOf } from './translate.ts';

interface Column {
  readonly name: string;
  /** In a spreadsheet, in characters. */
  readonly width: number;
  cell(site: ReportSite): XlsxCell;
}

const OUTCOME: readonly Column[] = [
  { name: 'status', width: 11, cell: (site) => (site.errorCode === null ? 'completed' : 'failed') },
  { name: 'eligible', width: 9, cell: (site) => site.eligible },
  { name: 'total_incentive_value', width: 20, cell: (site) => ({ dollars: Number(site.value) }) },
  { name: 'eligible_programs', width: 16, cell: (site) => site.programs.length },
  {
    name: 'programs',
    width: 40,
    cell: (site) => site.programs.map((program) => program.program_name).join('; '),
  },
  { name: 'utility', width: 28, cell: (site) => site.utilityName },
  { name: 'customer_id', width: 12, cell: (site) => site.customerId },
  { name: 'connect_url', width: 24, cell: (site) => site.connectUrl },
  { name: 'error_code', width: 24, cell: (site) => site.errorCode },
  { name: 'error_message', width: 40, cell: (site) => site.errorMessage },
  { name: 'processed_at', width: 20, cell: (site) => site.settledAt },
];

/** The columns of a file of sites: those of the file that was uploaded, or the address, then what came of it. */
export function columnsOf(original: readonly string[] | null): readonly Column[] {
  const own: readonly Column[] =
    original === null
      ? inline
      : original.map((name, at) => ({ name, width: 18, cell: (site) => site.cells?.[at] ?? null }));
  return [...own, ...OUTCOME];
}

const inline: readonly Column[] = [
  { name: 'reference_id', width: 18, cell: (site) => site.reference },
  ...ADDRESS_FIELDS.map((name) => ({
    name,
    width: 18,
    cell: (site: ReportSite) => text(recordOf(inputOf(site).address)[name]),
  })),
  { name: 'building_type', width: 16, cell: (site) => text(inputOf(site).building_type) },
  {
    name: 'device_ids',
    width: 12,
    cell: (site) => site.devices.map((device) => device.device_id).join(' '),
  },
];

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A cell as CSV has it. */
export function plain(cell: XlsxCell): string | number | null {
  if (typeof cell === 'boolean') return String(cell);
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'object' && cell !== null ? cell.dollars.toFixed(2) : cell;
}
