import { FIELDS, type Field } from '../../../../../src/base/lookup-columns.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { SelectInput } from '../../../ui/field.tsx';
import { Head, Row, Table, Td, Th } from '../../../ui/table.tsx';
import { words } from '../../../words.ts';
import type { Grade, Match } from './suggest.ts';

const TONES: Readonly<Record<Grade, Tone>> = {
  remembered: 'ok',
  exact: 'ok',
  likely: 'warn',
  chosen: 'info',
};
const EXAMPLES = 2;

/** Each column of the file, what stands in it, and the field that it fills. A field that is chosen leaves its former column. */
export function ColumnsTable({
  columns,
  samples,
  matches,
  onChoose,
}: {
  readonly columns: readonly string[];
  readonly samples: readonly (readonly string[])[];
  readonly matches: ReadonlyMap<number, Match>;
  readonly onChoose: (column: number, field: Field | null) => void;
}) {
  return (
    <Table label={words.import.columnsTable} className="table-fixed sm:table-auto">
      <Head>
        <Th>{words.import.column}</Th>
        <Th className="max-sm:hidden">{words.import.examples}</Th>
        <Th>{words.import.field}</Th>
        <Th className="w-24">{words.import.sure}</Th>
      </Head>
      <tbody>
        {columns.map((name, at) => {
          const match = matches.get(at);
          const own: Field = `webhook_custom_fields.${name.slice(0, 100)}`;
          const examples = samples
            .map((cells) => cells[at]?.trim() ?? '')
            .filter((cell) => cell !== '')
            .slice(0, EXAMPLES);
          const options = [
            { value: '', name: words.import.leaveOut },
            ...FIELDS.map((value) => ({ value, name: words.import.fields[value] })),
            { value: own, name: words.import.custom(name) },
            ...(match !== undefined && match.field !== own && match.field.startsWith('webhook_custom_fields.')
              ? [{ value: match.field, name: match.field }]
              : []),
          ];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
            <Row key={at}>
              <Td className="font-medium [overflow-wrap:anywhere]">{name}</Td>
              <Td className="max-w-80 truncate text-muted max-sm:hidden">
                {examples.map((example) => `“${example}”`).join(', ')}
              </Td>
              <Td>
                <SelectInput
                  hiddenLabel
                  label={words.import.fieldFor(name)}
                  value={match?.field ?? ''}
                  options={options}
                  onChange={(event) => {
                    const { value } = event.currentTarget;
                    // one of the options above
                    onChoose(at, value === '' ? null : (value as Field));
                  }}
                />
              </Td>
              <Td>
                {match !== undefined && (
                  <Badge tone={TONES[match.grade]} title={words.import.gradeTitles[match.grade]}>
                    {words.import.grades[match.grade]}
                  </Badge>
                )}
              </Td>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
