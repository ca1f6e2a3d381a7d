/** Time as a simulator sees it: limits, expiries and jobs go by it. */
export interface SimulatorClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Moves it forward. */
  advance(byMs: number): void;
}

/** A clock that goes with this machine's and can be moved forward; `frozenAt` (ms since the epoch): one that only moves when told to. */
export function simulatorClock(frozenAt?: number): SimulatorClock {
  let shiftMs = 0;
  return {
    now: () => (frozenAt ?? Date.now()) + shiftMs,
    advance(byMs) {
      shiftMs += byMs;
    },
  };
}
