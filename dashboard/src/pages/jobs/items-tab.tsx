export function JobItemsTab() {
  return null;
}
