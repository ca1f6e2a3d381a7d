import type { Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import { type DocumentParts, documentEndpoints } from './documents.ts';
import { saleEndpoints } from './sales.ts';

/** What counties publish: documents and sales to come. */
export function documents(parts: DocumentParts): Surface {
  return {
    prefix: '/api',
    area: 'documents',
    endpoints: [...documentEndpoints(parts), ...saleEndpoints],
    problemSchema,
    renderProblem,
  };
}
