import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

let machine: string | undefined;

/**
 * A text that two processes have in common only if each can tell by its process number whether the other lives: host,
 * and on Linux also the boot and the process number space, which containers do not share.
 */
export function thisMachine(): string {
  machine ??= [
    hostname(),
    read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    read(() => readlinkSync('/proc/self/ns/pid')),
  ].join(' ');
  return machine;
}

/** Where the system has no such file, it has no such distinction either. */
function read(look: () => string): string {
  try {
    return look();
  } catch {
    return '-';
  }
}
