import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { CheckInput } from '../ui/field.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { words } from '../words.ts';
import { NAV } from './nav.ts';
import { setSingleKeys, singleKeysOn } from './shortcuts.ts';

type Line = readonly [keys: readonly string[], does: string];

const GROUPS: readonly (readonly [string, readonly Line[]])[] = [
  [
    words.keys.anywhere,
    [
      [['⌘', 'K'], words.keys.palette],
      [['/'], words.keys.search],
      [['r'], words.keys.live],
      [['n'], words.keys.create],
      [['p'], words.keys.pause],
      [['?'], words.keys.help],
    ],
  ],
  [
    words.keys.list,
    [
      [['j'], words.keys.next],
      [['k'], words.keys.previous],
      [['x'], words.keys.select],
      [['Enter'], words.keys.open],
    ],
  ],
  [words.keys.go, NAV.map(({ key, name }): Line => [['g', key], name])],
];

export default function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const [on, setOn] = useState(singleKeysOn);
  return (
    <Dialog open onClose={onClose} title={words.keys.title}>
      <div className="grid gap-6 pb-4 sm:grid-cols-2">
        {GROUPS.map(([title, lines]) => (
          <section key={title}>
            <h3 className="mb-1 text-sm font-semibold">{title}</h3>
            <dl className="flex flex-col gap-1">
              {lines.map(([keys, does]) => (
                <div key={does} className="flex justify-between gap-4">
                  <dt className="text-muted">{does}</dt>
                  <dd className="flex gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <CheckInput
          label={words.keys.toggle}
          hint={words.keys.toggleNote}
          checked={on}
          onChange={({ currentTarget: { checked } }) => {
            setSingleKeys(checked);
            setOn(checked);
          }}
        />
      </div>
    </Dialog>
  );
}
