import { exampleCreate, exampleCreated } from './examples.ts';

// Examples of uploads, as the OpenAPI document shows them.

const columns = ['Deal ID', 'Street Address', 'City', 'State', 'ZIP'];

export const exampleUpload = {
  name: 'leads.csv',
  columns,
  mapping: {
    columns: { reference_id: 0, street_1: 1, city: 2, state_or_province_code: 3, postal_code: 4 },
    constants: { building_type: 'RESIDENTIAL', device_ids: '1' },
  },
};

const open = {
  ...exampleCreated,
  total_items: 0,
  report: {
    ...exampleCreated.report,
    name: 'leads.csv',
    description: 'Batch lookup job with 0 items. Sites will be added as processing completes.',
  },
};

export const exampleUploadCreated = {
  ...open,
  message:
    'Upload created. Send its rows with PUT /batch-lookups/{job_id}/chunks/{chunk}, then POST /batch-lookups/{job_id}/seal.',
};

export const exampleChunk = {
  rows: [
    {
      row: 1,
      cells: ['deal-001', '123 Main St', 'San Francisco', 'CA', '94102'],
      item: exampleCreate.items[0],
    },
  ],
};

export const exampleChunkStored = { accepted: 1, rejected: 0, total_items: 1, repeated: false };

export const exampleRowsMended = { mended: 1, rejected: 21, total_items: 10_000 };

export const exampleFile =
  'Deal ID,Street Address,City,State,ZIP\r\ndeal-001,123 Main St,San Francisco,CA,94102\r\n';

export const exampleLines = `${JSON.stringify(exampleCreate.items[0])}\n`;

export const exampleStreamed = {
  ...exampleCreated,
  report: { ...exampleCreated.report, name: 'leads.csv' },
  message:
    'Batch job created with 1 items. Report is available immediately and sites will be added as processing completes. Poll GET /batch-lookups/{job_id} for job status.',
  accepted: 1,
  rejected: 0,
  blank_rows: 0,
  mapping: {
    country_code: 'always US',
    building_type: 'always RESIDENTIAL',
    device_ids: 'always 1',
    reference_id: 'Deal ID',
    street_1: 'Street Address',
    city: 'City',
    state_or_province_code: 'State',
    postal_code: 'ZIP',
  },
};

export const exampleDraft = {
  job_id: exampleCreated.job_id,
  name: 'leads.csv',
  status: 'open',
  columns,
  mapping: exampleUpload.mapping,
  rows: 10_000,
  rejected: 22,
  most_rows: 1_000_000,
  chunks: [{ first: 1, last: 2, rows: 10_000, rejected: 22 }],
  created_at: '2026-01-26T15:30:00.000Z',
  updated_at: '2026-01-26T15:31:00.000Z',
  expires_at: '2026-02-02T15:31:00.000Z',
};

export const exampleDraftList = {
  uploads: [
    {
      job_id: exampleCreated.job_id,
      name: 'leads.csv',
      rows: 10_000,
      rejected: 22,
      created_at: '2026-01-26T15:30:00.000Z',
    },
  ],
  next_cursor: null,
};

export const exampleDiscarded = { message: 'Upload discarded', job_id: exampleCreated.job_id };
