import { readdirSync, readFileSync } from 'node:fs';

/** Processor time and memory as Linux tells them; clock ticks are hundredths of a second there. */
const TICKS_PER_SECOND = 100;
const NANOSECONDS = 1e9;

interface ProcessTimes {
  parent: number;
  own: number;
  reapedChildren: number;
}

/** CPU seconds of a process and its children, living and reaped: a PostgreSQL server with all its backends. */
export function treeCpuSeconds(root: number): number {
  for (;;) {
    const before = timesOf(root);
    const living = childrenOf(root).reduce((sum, times) => sum + times.own, 0);
    const after = timesOf(root);
    if (!before || !after) throw new Error(`process ${root} is gone`);
    // A child reaped between the two readings would be missed, or counted twice: read again.
    if (before.reapedChildren === after.reapedChildren) return after.own + after.reapedChildren + living;
  }
}

/** CPU seconds all programs of the machine have used so far. */
export function machineCpuSeconds(): number {
  const first = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '';
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = first.split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND;
}

/** The largest resident memory the process ever had, in MB (10^6 bytes). */
export function peakResidentMb(pid: number | 'self'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kibibytes = /VmHWM:\s+(\d+)/.exec(status)?.[1];
  if (!kibibytes) throw new Error(`no VmHWM for process ${pid}`);
  return (Number(kibibytes) * 1024) / 1e6;
}

function childrenOf(root: number): ProcessTimes[] {
  const processes = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return processes
    .map((entry) => timesOf(Number(entry)))
    .filter((times) => times !== null)
    .filter((times) => times.parent === root);
}

/** A process that ended between listing and reading is simply not there. */
function timesOf(pid: number): ProcessTimes | null {
  let stat: string;
  let schedule: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Of the first thread alone, and in nanoseconds: server processes have one, and ticks are too coarse for them.
    schedule = readFileSync(`/proc/${pid}/schedstat`, 'utf8');
  } catch {
    return null;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [parent = 0, childUser = 0, childSystem = 0] = [1, 13, 14].map((index) => Number(fields[index]));
  return {
    parent,
    own: Number(schedule.split(' ', 1)[0]) / NANOSECONDS,
    reapedChildren: (childUser + childSystem) / TICKS_PER_SECOND,
  };
}
