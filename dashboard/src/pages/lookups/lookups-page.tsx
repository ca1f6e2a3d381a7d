import { Page } from '../../ui/page.tsx';

export function LookupsPage() {
  return <Page title="Lookups">{null}</Page>;
}
