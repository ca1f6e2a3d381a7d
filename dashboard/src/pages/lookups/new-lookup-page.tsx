import { Page } from '../../ui/page.tsx';

export function NewLookupPage() {
  return <Page title="NewLookup">{null}</Page>;
}
