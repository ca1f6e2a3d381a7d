/**
 * The fields of an orchestrator's call, whatever they are called. Workflows name the same thing `p_job_id`, `job_id` or
 * `jobId`, and n8n hands what was sent on under `body`.
 */
export type Fields = Readonly<Record<string, unknown>>;

/** Other names of the same field, after the prefix `p_` and the spelling are put right. */
const SYNONYMS: Readonly<Record<string, string>> = {
  id: 'job_id',
  batch_job_id: 'job_id',
  type: 'job_type',
  property_id: 'item_id',
  last_item_id: 'item_id',
  last_processed_id: 'item_id',
  document_id: 'item_id',
  county: 'county_id',
  county_name: 'county_id',
  state: 'state_code',
  limit: 'batch_size',
  error_message: 'error',
  last_error: 'error',
  processed_items: 'items_processed',
  processed: 'items_processed',
  failed_items: 'items_failed',
  failed: 'items_failed',
  finding: 'result',
  session_id: 'session',
  execution_id: 'session',
};

/** How deep a body may be wrapped: `{body: {body: {…}}}`, or a list of one. */
const MOST_WRAPPING = 4;

/** The call's fields by the names that the document gives them. The first of several names for one field counts. */
export function readFields(body: unknown): Fields {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(unwrapped(body))) {
    if (value === undefined || value === null || value === '') continue;
    const plain = snakeCase(name).replace(/^p_/, '');
    const known = SYNONYMS[plain] ?? plain;
    if (fields[known] === undefined) fields[known] = value;
  }
  return fields;
}

function unwrapped(body: unknown): object {
  let found: unknown = body;
  for (let depth = 0; depth < MOST_WRAPPING; depth++) {
    if (Array.isArray(found) && found.length === 1) {
      found = found[0];
    } else if (
      isObject(found) &&
      !('action' in found) &&
      (isObject(found.body) || Array.isArray(found.body))
    ) {
      found = found.body;
    } else if (isObject(found) && !('action' in found) && isObject(found.json)) {
      found = found.json;
    } else {
      break;
    }
  }
  return isObject(found) ? found : {};
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const snakeCase = (name: string) =>
  name
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
