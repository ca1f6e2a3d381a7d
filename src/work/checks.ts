import { z } from 'zod';
import type { ClaimedItem } from '../engine/claims.ts';
import { type AnyKind, type Failed, failed, type Outcome, type WorkItem } from '../kinds/kind.ts';

/** A job's parameters as its kind understands them. */
export interface JobParams {
  readonly params: unknown;
  /** Least time between the starts of two of its items; 0 = none. */
  readonly spacingMs: number;
}

/** What goes into a kind's handler and what comes out of it, measured by the kind's schemas. */
export interface Checks {
  /** The item with its input parsed, or the failure it ends with. */
  input(item: ClaimedItem): WorkItem<unknown> | Failed;
  /** The outcome with its result parsed, or the failure it becomes; undefined is what a handler without a return gives. */
  outcome(outcome: Outcome | undefined): Outcome;
  /** The job's parameters parsed, or the failure every item of the job ends with. */
  params(raw: unknown): JobParams | Failed;
}

const MESSAGE_LIMIT = 2_000;

/** The checks of one kind. Schemas that accept anything are not asked at all: the common path is per item. */
export function createChecks(kind: AnyKind): Checks {
  const anyInput = acceptsAnything(kind.input);
  const anyResult = acceptsAnything(kind.result);
  return {
    input(item) {
      if (anyInput) return item;
      const parsed = kind.input.safeParse(item.input);
      return parsed.success
        ? { seq: item.seq, attempt: item.attempt, reference: item.reference, input: parsed.data }
        : failed('invalid_input', 'invalid_input', describe(parsed.error));
    },
    outcome(outcome) {
      switch (outcome?.outcome) {
        case 'completed': {
          // an absent result is stored as null, so that every completed item has one
          if (outcome.result === undefined) return checkResult(null);
          return anyResult ? outcome : checkResult(outcome.result);
        }
        case 'failed':
        case 'skipped':
          return outcome.message.length > MESSAGE_LIMIT
            ? { ...outcome, message: outcome.message.slice(0, MESSAGE_LIMIT) }
            : outcome;
        case 'deferred':
          return outcome;
        default:
          return failed('permanent', 'invalid_result', 'the handler answered no outcome');
      }
    },
    params(raw) {
      const parsed = kind.params.safeParse(raw);
      if (!parsed.success) return failed('permanent', 'invalid_params', describe(parsed.error));
      return { params: parsed.data, spacingMs: Math.max(0, kind.spacingMs?.(parsed.data) ?? 0) };
    },
  };

  function checkResult(result: unknown): Outcome {
    const parsed = kind.result.safeParse(result);
    return parsed.success
      ? { outcome: 'completed', result: parsed.data }
      : failed('permanent', 'invalid_result', describe(parsed.error));
  }
}

function acceptsAnything(schema: z.ZodType): boolean {
  return schema instanceof z.ZodUnknown || schema instanceof z.ZodAny;
}

/** The issues of a failed check on one line: `address.zip: Invalid input; cost: …`. */
function describe(error: z.ZodError): string {
  const issues = error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message,
  );
  return issues.join('; ').slice(0, MESSAGE_LIMIT);
}

/** What an error thrown by a handler makes of its item. */
export function thrown(error: unknown): Failed {
  const message = error instanceof Error ? error.message || error.name : String(error);
  return failed('transient', 'handler_error', message.slice(0, MESSAGE_LIMIT));
}
