import { useMay } from '../../data/session.ts';
import { N8nPanel } from './n8n-panel.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import { SECTION_NAMES } from './work-fields.ts';
import { WorkSection } from './work-section.tsx';

/** The figures by which work is judged, each with its default and bounds; and workflows that run it. */
export function WorkSettingsPage() {
  const admin = useMay('admin');
  return (
    <SettingsFrame>
      {SECTION_NAMES.map((name) => (
        <WorkSection key={name} name={name} />
      ))}
      {admin && <N8nPanel />}
    </SettingsFrame>
  );
}
