import { SelectInput } from '../../ui/field.tsx';
import { words } from '../../words.ts';
import { ACCESS, type Access, AREAS, type Area } from './scopes.ts';

/** For each area of the API: nothing, reading, or also writing. */
export function ScopesInput({
  value,
  onChange,
}: {
  readonly value: Readonly<Partial<Record<Area, Access>>>;
  readonly onChange: (value: Readonly<Partial<Record<Area, Access>>>) => void;
}) {
  return (
    <fieldset className="rounded-md border border-line px-3 pb-3">
      <legend className="px-1 text-sm font-medium">{words.keysPage.scopes}</legend>
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-3">
        {AREAS.map((area) => (
          <SelectInput
            key={area}
            label={words.keysPage.areas[area]}
            value={value[area] ?? 'none'}
            onChange={(event) => {
              const access = ACCESS.find((name) => name === event.currentTarget.value);
              if (access !== undefined) onChange({ ...value, [area]: access });
            }}
            options={ACCESS.map((name) => ({ value: name, name: words.keysPage.access[name] }))}
          />
        ))}
      </div>
    </fieldset>
  );
}
