import { formatMoney, formatNumber } from '../../data/format.ts';
import { SelectInput, TextInput } from '../../ui/field.tsx';
import { words } from '../../words.ts';
import type { WorkField, WorkValue } from './work-fields.ts';

const said = words.workSettings;

/** The control of one figure, with its bounds and default in words. */
export function WorkInput({
  field,
  value,
  standard,
  disabled,
  onChange,
}: {
  readonly field: WorkField;
  readonly value: string;
  readonly standard: WorkValue;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}) {
  const shared = {
    label: said.fields[field.name] ?? field.name,
    value,
    disabled,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  switch (field.kind) {
    case 'choice':
      return (
        <SelectInput
          {...shared}
          hint={said.standard(said.choices[String(standard)] ?? String(standard))}
          options={field.choices.map((name) => ({ value: name, name: said.choices[name] ?? name }))}
        />
      );
    case 'money':
      return (
        <TextInput
          {...shared}
          inputMode="decimal"
          pattern="[0-9]{1,12}(\.[0-9]{1,2})?"
          hint={said.standard(formatMoney(Number(standard)))}
        />
      );
    case 'number':
      return (
        <TextInput
          {...shared}
          type="number"
          min={field.least}
          max={field.most}
          step={field.whole ? 1 : 'any'}
          hint={said.bounds(
            formatNumber(Number(standard)),
            formatNumber(field.least),
            formatNumber(field.most),
          )}
        />
      );
  }
}
