import { useEffect, useRef, useState } from 'react';
import type { CsvDelimiter } from '../../../../../src/base/csv-delimiter.ts';
import { formatBytes } from '../../../data/format.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckInput, SelectInput, TextInput } from '../../../ui/field.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Head, Row, Table, Td, Th } from '../../../ui/table.tsx';
import { words } from '../../../words.ts';
import type { Encoding } from './decode.ts';
import type { FileFormat, Peek } from './format.ts';

const ENCODINGS: readonly Encoding[] = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'];
const DELIMITERS: readonly CsvDelimiter[] = [',', ';', '\t', '|'];
const SHOWN_ROWS = 5;

/** What was understood of a file, to be corrected, and the way on. */
export function PeekPanel({
  file,
  peek,
  busy,
  onFormat,
  onContinue,
  onAnother,
}: {
  readonly file: File;
  readonly peek: Peek;
  readonly busy: boolean;
  readonly onFormat: (format: FileFormat) => void;
  readonly onContinue: (name: string) => void;
  readonly onAnother: () => void;
}) {
  const [name, setName] = useState(file.name.slice(0, 200));
  const { format, columns, samples } = peek;
  const form = useRef<HTMLFormElement>(null);
  // the button that chose the file is gone
  useEffect(() => form.current?.focus({ preventScroll: true }), []);
  return (
    <Panel title={file.name} note={formatBytes(file.size)}>
      <form
        ref={form}
        tabIndex={-1}
        className="flex flex-col gap-4 outline-none!"
        onSubmit={(event) => {
          event.preventDefault();
          onContinue(name.trim() || file.name.slice(0, 200));
        }}
      >
        <div className="grid gap-3 sm:grid-cols-3">
          <TextInput
            label={words.import.name}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <SelectInput
            label={words.import.encoding}
            value={format.encoding}
            options={ENCODINGS.map((value) => ({ value, name: value.toUpperCase() }))}
            onChange={(event) => {
              const encoding = ENCODINGS.find((one) => one === event.currentTarget.value);
              if (encoding !== undefined) onFormat({ ...format, encoding });
            }}
          />
          <SelectInput
            label={words.import.delimiter}
            value={format.delimiter}
            options={DELIMITERS.map((value) => ({ value, name: words.import.delimiters[value] }))}
            onChange={(event) => {
              const delimiter = DELIMITERS.find((one) => one === event.currentTarget.value);
              if (delimiter !== undefined) onFormat({ ...format, delimiter });
            }}
          />
        </div>
        <CheckInput
          label={words.import.header}
          checked={format.header}
          onChange={(event) => onFormat({ ...format, header: event.currentTarget.checked })}
        />
        <div className="-mx-4 border-y border-line">
          <Table label={words.import.preview}>
            <Head>
              {columns.map((column, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
                <Th key={at}>{column}</Th>
              ))}
            </Head>
            <tbody>
              {samples.slice(0, SHOWN_ROWS).map((cells, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity
                <Row key={row}>
                  {columns.map((_, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: see above
                    <Td key={at} className="max-w-60 truncate whitespace-nowrap">
                      {cells[at]}
                    </Td>
                  ))}
                </Row>
              ))}
            </tbody>
          </Table>
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onAnother}>{words.import.another}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {words.import.toColumns}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
