import { SelectInput, TextInput } from '../../ui/field.tsx';
import { words } from '../../words.ts';
import { CountyCodes } from './county-codes.tsx';
import type { CriterionForm, Typed } from './lead-form.ts';

const W = words.search;
const DATES = ['Last 30 Days', 'Last 90 Days', 'Last 6 Months', 'Last 12 Months', 'Last 5 Years'];

/** The field of one criterion, by the form of its values. */
export function CriterionField({
  criterion: { name, form, about },
  typed: [first, second = ''],
  onType,
}: {
  readonly criterion: CriterionForm;
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
}) {
  // what stands behind the colon is an example for programs
  const label = W.labels[name] ?? about.split(':')[0] ?? name;
  if (form === 'range') {
    return (
      <fieldset className="min-w-0">
        <legend className="mb-1 text-sm font-medium">{label}</legend>
        <div className="grid grid-cols-2 gap-2">
          <TextInput
            label={W.atLeast(label)}
            hiddenLabel
            placeholder={W.from}
            inputMode="decimal"
            value={first}
            onChange={({ currentTarget: { value } }) => onType([value, second])}
          />
          <TextInput
            label={W.atMost(label)}
            hiddenLabel
            placeholder={W.to}
            inputMode="decimal"
            value={second}
            onChange={({ currentTarget: { value } }) => onType([first, value])}
          />
        </div>
      </fieldset>
    );
  }
  const onChange = ({ currentTarget: { value } }: { currentTarget: { value: string } }) => onType([value]);
  if (form === 'yes/no') {
    const options = [
      { value: '', name: W.any },
      { value: 'yes', name: W.yes },
      { value: 'no', name: W.no },
    ];
    return <SelectInput label={label} value={first} onChange={onChange} options={options} />;
  }
  if (form === 'date') {
    const known = first === '' || DATES.includes(first) ? DATES : [...DATES, first];
    return (
      <SelectInput
        label={label}
        value={first}
        onChange={onChange}
        options={[{ value: '', name: W.any }, ...known.map((value) => ({ value, name: value }))]}
      />
    );
  }
  if (name === 'County')
    return <CountyCodes label={label} value={first} onType={(value) => onType([value])} />;
  return (
    <TextInput
      label={label}
      placeholder={W.examples[name] ?? W.severally}
      value={first}
      onChange={onChange}
    />
  );
}
