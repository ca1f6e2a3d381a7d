import type { FIELDS } from '../../../../../src/base/lookup-columns.ts';
import { SelectInput, TextInput } from '../../../ui/field.tsx';
import { words } from '../../../words.ts';

type Name = (typeof FIELDS)[number];

/** Values for fields that no column fills. */
export function ConstantsForm({
  fields,
  values,
  onChange,
}: {
  readonly fields: readonly Name[];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (field: Name, value: string) => void;
}) {
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
      {fields.map((field) =>
        field === 'building_type' ? (
          <SelectInput
            key={field}
            label={words.import.fields[field]}
            value={values[field] ?? ''}
            options={Object.entries(words.import.buildings).map(([value, name]) => ({ value, name }))}
            onChange={(event) => onChange(field, event.currentTarget.value)}
          />
        ) : (
          <TextInput
            key={field}
            label={words.import.fields[field]}
            value={values[field] ?? ''}
            placeholder={words.import.unset}
            maxLength={200}
            onChange={(event) => onChange(field, event.currentTarget.value)}
          />
        ),
      )}
    </div>
  );
}
