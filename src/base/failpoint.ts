/**
 * Named points at which a test can stop a process dead, as a power cut would. They cost one map look-up and do
 * nothing unless `LOTLINE_FAILPOINTS` names them: `after_claim=3,before_settle` kills the process the third time
 * it passes the first point, or the first time it passes the second.
 */
const armed = new Map<string, number>();

for (const entry of (process.env.LOTLINE_FAILPOINTS ?? '').split(',').filter(Boolean)) {
  const [name = '', pass = '1'] = entry.split('=');
  armed.set(name, Number(pass));
}

export function failpoint(name: string): void {
  const left = armed.get(name);
  if (left === undefined) return;
  if (left > 1) {
    armed.set(name, left - 1);
    return;
  }
  process.kill(process.pid, 'SIGKILL');
}
