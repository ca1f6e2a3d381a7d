import type { Api } from '../../data/api.ts';
import { isBatchKind, isCountyKind } from '../../data/kinds.ts';
import { words } from '../../words.ts';

export interface DownloadLink {
  readonly name: string;
  readonly href: string;
}

/** The files that a job has for download, each streamed by the server. */
export function downloadsOf({ id, kind }: Pick<Api['Job'], 'id' | 'kind'>): DownloadLink[] {
  const said = words.jobActions;
  if (kind === 'incentive_lookup') {
    return [
      { name: said.csv, href: `/batch-lookups/${id}/download?format=csv` },
      { name: said.jsonl, href: `/batch-lookups/${id}/download?format=jsonl` },
    ];
  }
  const items = { name: said.itemsCsv, href: `/api/jobs/${id}/items?format=csv` };
  return isBatchKind(kind) && !isCountyKind(kind)
    ? [{ name: said.csv, href: `/api/batch-jobs/${id}/download` }, items]
    : [items];
}
