export function JobSettingsTab() {
  return null;
}
