/** How long after the first signal a second one is taken for the same keypress reaching us twice, in ms. */
const SAME_KEYPRESS_MS = 200;

/**
 * Resolves at the first SIGINT or SIGTERM. A second one, for somebody who does not want to wait for what runs,
 * ends the process at once; what was leased then comes back when its lease ends.
 */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const onSignal = (signal: NodeJS.Signals) => {
      if (firstAt === undefined) {
        firstAt = performance.now();
        resolve(signal);
      } else if (performance.now() - firstAt > SAME_KEYPRESS_MS) {
        process.exit(130);
      }
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}
