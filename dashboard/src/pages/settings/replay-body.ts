/** What a replay asks for: events after a number, or all that are kept, which are those after none. */
export const replayBody = (after: string, onlyFailed: boolean) => ({
  after: after.trim() === '' ? '0' : after.trim(),
  only: onlyFailed ? ('failed' as const) : ('all' as const),
});
