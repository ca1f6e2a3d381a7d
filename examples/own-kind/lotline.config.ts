/**
 * A kind of one's own, complete: `npm start` (or serve, worker) in this folder's project loads it. The work is one that
 * needs no service: it finds in legal descriptions how many acres they speak of. In a project of your own, import from
 * 'lotline' instead.
 */
import { z } from 'zod';
import { completed, defineConfig, defineKind, failed } from '../../src/index.ts';

const SQUARE_FEET_IN_ACRE = 43_560;
const AMOUNT = /([\d,]*\.?\d+)\s*(acres?|ac\b|square feet|sq\.?\s*ft)/i;

const acreage = defineKind({
  name: 'acreage',
  label: 'Acreage',
  description: 'Reads the area out of a legal description',
  input: z.object({ description: z.string().min(1).max(10_000) }),
  result: z.object({ acres: z.number().positive(), quoted: z.string() }),
  params: z.object({ smallest_acres: z.number().min(0).default(0) }),
  defaults: {
    batchSize: 100,
    perSession: 300,
    maxAttempts: 3,
    leaseSeconds: 60,
    concurrency: 20,
    itemTimeoutMs: 5_000,
    ratePerSecond: null,
  },
  drivers: ['worker'],
  async runItem({ input }, { job }) {
    const [quoted, amount = '', unit = ''] = AMOUNT.exec(input.description) ?? [];
    if (quoted === undefined) return failed('permanent', 'no_area', 'The description names no area');
    const number = Number(amount.replaceAll(',', ''));
    const acres = /^ac/i.test(unit) ? number : number / SQUARE_FEET_IN_ACRE;
    if (acres < job.params.smallest_acres) {
      return { outcome: 'skipped', code: 'too_small', message: `${acres} acres are fewer than asked for` };
    }
    return completed({ acres: Math.round(acres * 10_000) / 10_000, quoted });
  },
});

export default defineConfig({ kinds: [acreage] });
