import { useState } from 'react';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { words } from '../../words.ts';
import { asFinding, type Finding, numberOf } from './finding.ts';

const W = words.properties;

/** The parcel as it is drawn from its geometry, where there is any. */
export function OutlinePanel({
  property: { id, property_address, parcel_id },
  land,
}: {
  readonly property: Api['PropertyWithFindings'];
  readonly land: Finding;
}) {
  const [failed, fail] = useState(false);
  const drawn = Object.keys(asFinding(asFinding(land.raw_data).geometry)).length > 0;
  if (!drawn || failed) return null;
  const acres = numberOf(land, 'lot_size_acres');
  const name = property_address ?? parcel_id ?? W.property;
  return (
    <Panel title={W.outline}>
      {/* the picture is on white paper in both themes, as a plan is */}
      <img
        src={`/api/parcels/${id}/outline.svg`}
        alt={W.outlineAlt(name, acres === null ? null : formatNumber(acres))}
        onError={() => fail(true)}
        className="mx-auto max-h-[28rem] w-full rounded-md border border-line bg-white object-contain"
      />
    </Panel>
  );
}
