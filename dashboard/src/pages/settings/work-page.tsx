import { Page } from '../../ui/page.tsx';

export function WorkSettingsPage() {
  return <Page title="WorkSettings">{null}</Page>;
}
