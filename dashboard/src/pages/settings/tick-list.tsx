import { CheckInput } from '../../ui/field.tsx';

/** Several of a few names, all in sight. */
export function TickList<Name extends string>({
  legend,
  names,
  chosen,
  onChange,
  nameOf,
}: {
  readonly legend: string;
  readonly names: readonly Name[];
  readonly chosen: readonly Name[];
  readonly onChange: (chosen: readonly Name[]) => void;
  readonly nameOf: (name: Name) => string;
}) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
        {names.map((name) => (
          <CheckInput
            key={name}
            label={nameOf(name)}
            checked={chosen.includes(name)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(names.filter((one) => (one === name ? checked : chosen.includes(one))))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
