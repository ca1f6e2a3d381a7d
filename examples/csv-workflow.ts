// From a CSV of deals to a CSV of incentives, with the typed client. Run it against your own server:
//
//   LOTLINE_API_KEY=lot_live_… node --conditions=lotline-source examples/csv-workflow.ts deals.csv > incentives.csv
//
// The file needs the columns Deal ID, Street Address, City, State, ZIP. LOTLINE_URL says where the server is
// (default http://localhost:3000). Outside this repository: npm install the package, and leave --conditions out.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { answered, createLotline } from 'lotline/client';

const MOST_ITEMS_A_PAGE = 500;

const lotline = createLotline({
  url: process.env.LOTLINE_URL ?? 'http://localhost:3000',
  apiKey: process.env.LOTLINE_API_KEY ?? '',
});

// 1. Parse CSV. Everything is text: a ZIP keeps its zeros.
const [file = ''] = process.argv.slice(2);
const bytes = readFileSync(file);
const deals: Record<string, string>[] = parse(bytes, { columns: true, bom: true });

// 2. Create the job. The key makes it safe to run this again when no answer came: the same file, the same job.
const { job_id, report } = await answered(
  lotline.POST('/batch-lookups', {
    params: { header: { 'Idempotency-Key': createHash('sha256').update(bytes).digest('hex') } },
    body: {
      items: deals.map((deal) => ({
        reference_id: deal['Deal ID'] ?? '',
        address: {
          street_1: deal['Street Address'] ?? '',
          city: deal.City ?? '',
          state_or_province_code: deal.State ?? '',
          postal_code: deal.ZIP ?? '',
          country_code: 'US',
        },
        building_type: 'RESIDENTIAL' as const,
        device_ids: [1],
        create_application: false,
      })),
    },
  }),
);
console.error(`Created job ${job_id}, report ${report.id}`);

// 3. Poll for its end. GET /api/events tells the same without polling.
const path = { job_id };
for (;;) {
  const job = await answered(lotline.GET('/batch-lookups/{job_id}', { params: { path } }));
  console.error(`Progress: ${job.processed_items}/${job.total_items}`);
  if (job.status !== 'pending' && job.status !== 'processing') break;
  await sleep(1_000);
}

// 4. Page through the results, and write them as CSV.
const rows: unknown[][] = [['reference_id', 'customer_id', 'utility', 'total_incentive']];
for (let offset = 0; ; offset += MOST_ITEMS_A_PAGE) {
  const query = { status: 'completed', limit: MOST_ITEMS_A_PAGE, offset } as const;
  const { items } = await answered(lotline.GET('/batch-lookups/{job_id}/items', { params: { path, query } }));
  for (const { reference_id, result } of items) {
    const amount = result?.incentives.total_incentive_amount ?? 0;
    rows.push([reference_id, result?.customer_id ?? '', result?.utility?.name ?? '', amount]);
  }
  if (items.length < MOST_ITEMS_A_PAGE) break;
}
process.stdout.write(stringify(rows, { record_delimiter: 'windows', escape_formulas: true }));
