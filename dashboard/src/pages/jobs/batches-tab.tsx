export function JobBatchesTab() {
  return null;
}
