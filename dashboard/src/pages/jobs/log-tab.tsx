export function JobLogTab() {
  return null;
}
