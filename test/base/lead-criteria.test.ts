import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { leadCriteriaSchema, namedRadarIds } from '../../src/base/lead-criteria.ts';
import type { LEAD_CRITERIA } from '../../src/base/lead-criteria-table.ts';

function problems(criteria: unknown): string[] {
  const parsed = leadCriteriaSchema.safeParse(criteria);
  return parsed.success ? [] : parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
}

describe('criteria of a lead import', () => {
  test('each known name takes its form of values, and no other', () => {
    const good: Record<keyof typeof LEAD_CRITERIA, unknown[]> = {
      State: ['CA', 'NV'],
      County: ['06037', 6059],
      City: ['Oakland'],
      ZipFive: [94601, '01002'],
      SiteAddress: ['12 MAIN'],
      APN: ['012-'],
      RadarID: ['P1A2B3C4'],
      PropertyType: [{ name: 'PType', value: ['SFR', 'CND', 'MFR'] }],
      isSameMailingOrExempt: [0],
      isMailVacant: [1],
      EquityPercent: [[50, null]],
      AvailableEquity: [[100_000, 250_000]],
      AVM: [[null, 900_000]],
      TotalLoanBalance: [[0, 0]],
      NumberLoans: [[1, 2]],
      FirstRate: [[4.5, null]],
      FirstDate: ['Last 30 Days'],
      FirstLoanType: ['Conventional'],
      FirstPurpose: ['Refinance'],
      LastTransferRecDate: ['from: 1/31/2020 to: 2/28/2021'],
      inForeclosure: [true],
      isListedForSale: [0],
      Beds: [[2, 3]],
      Pool: [1],
    };
    for (const [name, value] of Object.entries(good)) assert.deepEqual(problems([{ name, value }]), [], name);
    const bad: Partial<Record<keyof typeof LEAD_CRITERIA, unknown[]>> = {
      State: ['California'],
      County: ['Los Angeles'],
      ZipFive: ['946'.repeat(3)],
      PropertyType: ['SFR'],
      isMailVacant: ['yes'],
      EquityPercent: [50],
      AVM: [[900_000, 1]],
      FirstDate: ['30 days ago'],
      Beds: [[null, null]],
      City: [],
    };
    for (const [name, value] of Object.entries(bad)) {
      const [problem] = problems([{ name, value }]);
      assert.ok(problem?.startsWith('0.value'), `${name}: ${problem}`);
    }
  });

  test('a name that is not known is refused by name, with what may have been meant', () => {
    assert.deepEqual(problems([{ name: 'Zip', value: [94601] }]), [
      '0.name: "Zip" is no criterion that Lotline knows; did you mean ZipFive?',
    ]);
    assert.deepEqual(problems([{ name: 'equitypercent', value: [[1, 2]] }]), [
      '0.name: "equitypercent" is no criterion that Lotline knows; did you mean EquityPercent?',
    ]);
    assert.match(String(problems([{ name: 'Qwertyuiopas', value: [1] }])), /known are State, County, /);
  });

  test('a name given twice, a key too many and an empty search are refused', () => {
    const twice = [
      { name: 'State', value: ['CA'] },
      { name: 'State', value: ['NV'] },
    ];
    assert.deepEqual(problems(twice), [
      '1.name: State is named twice; give all of its values in one criterion',
    ]);
    assert.match(String(problems([{ name: 'State', value: ['CA'], start: 0 }])), /start/);
    assert.deepEqual(problems([]), [': give at least one criterion']);
  });

  test('values come out as they go over the wire', () => {
    const criteria = leadCriteriaSchema.parse([
      { name: 'ZipFive', value: ['01002'] },
      { name: 'County', value: [6037] },
      { name: 'Pool', value: [true] },
      { name: 'State', value: [' ca '] },
    ]);
    assert.deepEqual(
      criteria.map(({ value }) => value),
      [[1002], ['06037'], [1], ['CA']],
    );
  });

  test('a search of RadarIDs alone needs no search', () => {
    const ids = leadCriteriaSchema.parse([{ name: 'RadarID', value: ['P1', 'P2', 'P1'] }]);
    assert.deepEqual(namedRadarIds(ids), ['P1', 'P2']);
    const more = leadCriteriaSchema.parse([...ids, { name: 'State', value: ['CA'] }]);
    assert.equal(namedRadarIds(more), null);
  });
});
