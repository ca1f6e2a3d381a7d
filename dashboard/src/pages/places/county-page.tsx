import { Page } from '../../ui/page.tsx';

export function CountyPage() {
  return <Page title="County">{null}</Page>;
}
