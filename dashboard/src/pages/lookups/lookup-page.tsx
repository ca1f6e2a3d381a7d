import { Page } from '../../ui/page.tsx';

export function LookupPage() {
  return <Page title="Lookup">{null}</Page>;
}
