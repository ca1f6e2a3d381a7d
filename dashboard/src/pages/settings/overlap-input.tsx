import { SelectInput } from '../../ui/field.tsx';
import { words } from '../../words.ts';

/** In seconds: nothing, an hour, a day, a week. */
const CHOICES = [0, 3_600, 86_400, 604_800] as const;

/** How long what is replaced goes on beside its successor. */
export function OverlapInput({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (seconds: number) => void;
}) {
  return (
    <SelectInput
      label={label}
      value={String(value)}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
      options={CHOICES.map((seconds) => ({
        value: String(seconds),
        name: words.keysPage.overlaps[seconds],
      }))}
    />
  );
}
