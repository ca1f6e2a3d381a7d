import { queryClient } from '../../../data/query-client.ts';
import { Panel } from '../../../ui/panel.tsx';
import { tellError } from '../../../ui/toast.tsx';
import { words } from '../../../words.ts';
import type { Draft } from './draft.ts';
import { FileBox } from './file-box.tsx';
import { keepFile } from './kept-file.ts';
import { peekFile } from './worker-client.ts';

/** A draft that was begun elsewhere needs its file, before all rows are there. */
export function NeedsFile({ draft: { job_id: jobId, name, columns } }: { readonly draft: Draft }) {
  const take = async (file: File) => {
    try {
      const seen = await peekFile(file);
      // a file whose columns have no names is read as it was the first time
      const same = JSON.stringify(seen.columns) === JSON.stringify(columns);
      const { format } = same ? seen : await peekFile(file, { ...seen.format, header: !seen.format.header });
      await keepFile(jobId, { file, format });
      await queryClient.invalidateQueries({ queryKey: ['upload-file', jobId] });
    } catch (error) {
      tellError(error);
    }
  };
  return (
    <Panel title={words.import.needsFile}>
      <FileBox note={words.import.needsFileMore(name)} onFile={(file) => void take(file)} />
    </Panel>
  );
}
