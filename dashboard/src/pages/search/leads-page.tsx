import { Page } from '../../ui/page.tsx';

export function LeadsPage() {
  return <Page title="Leads">{null}</Page>;
}
