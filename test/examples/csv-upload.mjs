// The complete example of the Batch Lookups API as its integrators have it, with nothing changed but where it is sent
// and whose key it carries.
import { parse } from 'csv-parse/sync';

const BASE = process.env.LOTLINE_URL;
const API_KEY = process.env.LOTLINE_API_KEY;
const parseCSV = async (text) => parse(text, { columns: true });

async function uploadCSV(csvFile) {
  // 1. Parse CSV
  const rows = await parseCSV(csvFile);
  
  // 2. Transform to API format
  const items = rows.map(row => ({
    reference_id: row['Deal ID'],
    address: {
      street_1: row['Street Address'],
      city: row['City'],
      state_or_province_code: row['State'],
      postal_code: row['ZIP'],
      country_code: 'US'
    },
    building_type: 'RESIDENTIAL',
    device_ids: [1], // or from CSV
    create_application: false
  }));
  
  // 3. Create batch job
  const createResponse = await fetch(
    `${BASE}/batch-lookups`,
    {
      method: 'POST',
      headers: {
        'x-api-key': API_KEY,
        'Content-Type': 'application/json'
      },
      body: JSON.stringify({ items })
    }
  );
  
  if (!createResponse.ok) {
    const error = await createResponse.json();
    throw new Error(error.error);
  }
  
  const { job_id } = await createResponse.json();
  console.log(`Created job: ${job_id}`);
  
  // 4. Poll for completion
  let job;
  do {
    await new Promise(resolve => setTimeout(resolve, 5000));
    const statusResponse = await fetch(
      `${BASE}/batch-lookups/${job_id}`,
      { headers: { 'x-api-key': API_KEY } }
    );
    job = await statusResponse.json();
    console.log(`Progress: ${job.processed_items}/${job.total_items}`);
  } while (job.status === 'pending' || job.status === 'processing');
  
  // 5. Get results
  const itemsResponse = await fetch(
    `${BASE}/batch-lookups/${job_id}/items?status=completed`,
    { headers: { 'x-api-key': API_KEY } }
  );
  
  const { items: results } = await itemsResponse.json();
  
  // 6. Export to CSV
  const csv = [
    'reference_id,customer_id,utility,total_incentive',
    ...results.map(item => [
      item.reference_id,
      item.result?.customer_id || '',
      item.result?.utility?.name || '',
      item.result?.incentives?.total_incentive_amount || 0
    ].join(','))
  ].join('\n');
  
  return { job_id, results, csv, report_id: job.report_id };
}

console.log(JSON.stringify(await uploadCSV(process.env.CSV)));
