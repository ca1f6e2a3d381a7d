export function JobOverviewTab() {
  return null;
}
