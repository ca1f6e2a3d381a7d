import { useNavigate } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useRef, useState } from 'react';
import { saveFile } from '../../charts/save-file.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { NotAllowed } from '../../ui/not-allowed.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { beginDraft } from './import/draft.ts';
import { DraftsPanel } from './import/drafts-panel.tsx';
import { FileBox } from './import/file-box.tsx';
import type { FileFormat, Peek } from './import/format.ts';
import { keepFile } from './import/kept-file.ts';
import { PeekPanel } from './import/peek-panel.tsx';
import { Steps } from './import/steps.tsx';
import { TEMPLATE } from './import/template.ts';
import { peekFile } from './import/worker-client.ts';

/** The first step of an import: a file, or what a spreadsheet gave. */
export function NewLookupPage() {
  return useMay('analyst') ? <NewLookup /> : <NotAllowed title={words.import.title} />;
}

function NewLookup() {
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [peek, setPeek] = useState<Peek | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const latest = useRef(0);

  const look = async (chosen: File, format?: FileFormat) => {
    latest.current += 1;
    const turn = latest.current;
    setFile(chosen);
    setFault(null);
    try {
      const seen = await peekFile(chosen, format);
      if (turn === latest.current) setPeek(seen);
    } catch (error) {
      if (turn !== latest.current) return;
      setPeek(null);
      setFile(null);
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  const begin = async (name: string) => {
    if (file === null || peek === null) return;
    setBusy(true);
    try {
      const jobId = await beginDraft(name, peek.columns);
      await keepFile(jobId, { file, format: peek.format });
      await queryClient.invalidateQueries({ queryKey: ['uploads'] });
      await navigate({ to: '/imports/$jobId', params: { jobId }, search: { step: 'columns' } });
    } catch (error) {
      setBusy(false);
      tellError(error);
    }
  };
  return (
    <Page title={words.import.title} below={<Steps now="upload" />}>
      {file === null ? (
        <>
          <Panel
            title={words.import.step.upload}
            actions={
              <Button
                size="sm"
                icon={Download}
                onClick={() =>
                  saveFile(words.import.templateFile, new Blob([TEMPLATE], { type: 'text/csv' }))
                }
              >
                {words.import.template}
              </Button>
            }
          >
            <div className="flex flex-col gap-4">
              {fault !== null && (
                <p role="alert" className="rounded-md bg-bad-soft px-4 py-3 text-bad">
                  {fault}
                </p>
              )}
              <FileBox onFile={(chosen) => void look(chosen)} />
              <Paste onFile={(pasted) => void look(pasted)} />
            </div>
          </Panel>
          <DraftsPanel />
        </>
      ) : peek === null ? (
        <Panel title={words.import.reading}>
          <Skeleton />
        </Panel>
      ) : (
        <PeekPanel
          key={file.name + file.size}
          file={file}
          peek={peek}
          busy={busy}
          onFormat={(format) => void look(file, format)}
          onContinue={(name) => void begin(name)}
          onAnother={() => {
            setFile(null);
            setPeek(null);
          }}
        />
      )}
    </Page>
  );
}

function Paste({ onFile }: { readonly onFile: (file: File) => void }) {
  const [text, setText] = useState('');
  return (
    <div className="flex flex-col gap-2">
      <TextArea
        label={words.import.paste}
        hint={words.import.pasteHint}
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="flex justify-end">
        <Button
          disabled={text.trim() === ''}
          onClick={() => onFile(new File([text], words.import.pasted, { type: 'text/tab-separated-values' }))}
        >
          {words.import.pasteUse}
        </Button>
      </div>
    </div>
  );
}
