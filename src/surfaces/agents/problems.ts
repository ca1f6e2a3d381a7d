import { z } from 'zod';
import type { AppError } from '../../base/errors.ts';
import * as shared from '../../http/problem-shape.ts';

/** An error's body, with what a caller can choose from where there is something. */
export const problemSchema = shared.problemSchema
  .extend({
    errors: z.unknown().optional().describe('What is wrong with each refused finding'),
    candidates: z.unknown().optional().describe('The jobs that may be meant'),
  })
  .meta({ id: 'AgentProblem', description: 'An error' });

const FACTS = ['errors', 'candidates'] as const;

export function renderProblem(error: AppError, requestId: string): Record<string, unknown> {
  return { ...shared.renderProblem(error, requestId), ...shared.factsOf(error, FACTS) };
}
