import { Download } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { words } from '../../words.ts';

/** The files of a lookup, which the server makes as they stream. */
export function DownloadMenu({
  jobId,
  bad,
  again,
}: {
  readonly jobId: string;
  /** Rows that failed or were refused. */
  readonly bad: number;
  /** Some rows ran more than once. */
  readonly again: boolean;
}) {
  const said = words.lookups;
  const get = (query: string) => () => {
    window.location.assign(`/batch-lookups/${jobId}/download?${query}`);
  };
  return (
    <Menu trigger={<Button icon={Download}>{said.download}</Button>}>
      <MenuItem onSelect={get('format=csv')}>{said.allCsv}</MenuItem>
      <MenuItem onSelect={get('format=jsonl')}>{said.allJsonl}</MenuItem>
      {bad > 0 && <MenuItem onSelect={get('format=csv&status=failed')}>{said.failedCsv}</MenuItem>}
      {bad > 0 && <MenuItem onSelect={get('format=jsonl&status=failed')}>{said.failedJsonl}</MenuItem>}
      {again && <MenuItem onSelect={get('format=csv&result=latest_good')}>{said.latestGood}</MenuItem>}
      {again && <MenuItem onSelect={get('format=jsonl&result=latest_good')}>{said.latestGoodJsonl}</MenuItem>}
    </Menu>
  );
}
