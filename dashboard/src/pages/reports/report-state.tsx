import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react';
import { Badge } from '../../ui/badge.tsx';
import { words } from '../../words.ts';
import type { Report } from './report-query.ts';

const LOOKS = {
  processing: { tone: 'info', icon: LoaderCircle },
  complete: { tone: 'ok', icon: CircleCheck },
  error: { tone: 'bad', icon: CircleAlert },
} as const;

/** Whether a report fills, is complete, or has nothing. */
export function ReportState({ status }: Pick<Report, 'status'>) {
  return <Badge {...LOOKS[status]}>{words.reports.statuses[status]}</Badge>;
}
