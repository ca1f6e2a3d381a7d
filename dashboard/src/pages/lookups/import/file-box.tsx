import { Upload } from 'lucide-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { classes } from '../../../ui/classes.ts';
import { words } from '../../../words.ts';

const TYPES = '.csv,.tsv,.txt,.gz,text/csv,text/tab-separated-values,text/plain,application/gzip';

/** Takes one file: dropped on it, or chosen with mouse or keys. */
export function FileBox({
  label = words.fileBox.drop,
  note = words.fileBox.dropMore,
  types = TYPES,
  onFile,
}: {
  readonly label?: string;
  readonly note?: string;
  readonly types?: string;
  readonly onFile: (file: File) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const id = useId();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) onFile(file);
  };
  return (
    // Dropping is a shortcut: the button does the same.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classes(
        'flex flex-col items-center gap-2 rounded-lg border border-dashed px-4 py-8 text-center',
        over ? 'border-accent bg-accent-soft' : 'border-line-strong',
      )}
    >
      <Upload aria-hidden className="size-6 text-faint" />
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <p className="max-w-prose text-sm text-muted">{note}</p>
      <input
        ref={input}
        id={id}
        type="file"
        accept={types}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // the same file may be chosen again after it was changed
          event.currentTarget.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      <Button look="primary" onClick={() => input.current?.click()}>
        {words.fileBox.choose}
      </Button>
    </div>
  );
}
