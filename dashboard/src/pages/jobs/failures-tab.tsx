export function JobFailuresTab() {
  return null;
}
