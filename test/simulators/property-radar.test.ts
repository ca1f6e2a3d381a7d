import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import {
  type PropertyRadarOptions,
  startPropertyRadar,
} from '../../src/simulators/property-radar/property-radar.ts';
import { blairRecords } from '../support/property-radar.ts';

async function stage(options: Partial<PropertyRadarOptions> = {}) {
  const radar = await startPropertyRadar({ records: blairRecords(30), ...options });
  after(() => radar.stop());
  async function ask(query: Record<string, string | number>, body: unknown, key = radar.key) {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) search.set(name, String(value));
    const response = await fetch(`${radar.url}/properties?${search}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    // biome-ignore lint/suspicious/noExplicitAny: what a service answers is whatever it answers
    return { status: response.status, headers: response.headers, body: (await response.json()) as any };
  }
  return { radar, ask };
}

const all = { Criteria: [{ name: 'State', value: ['PA'] }] };

describe('the simulated PropertyRadar', () => {
  test('looks at the key before anything else', async () => {
    const { ask } = await stage();
    const refused = await ask({ Nonsense: 1 }, 'nonsense', 'wrong');
    assert.equal(refused.status, 401);
    assert.match(refused.body.eventid, /^\d{3}-\d{3}-\d{3}$/);
    assert.equal(refused.headers.get('x-radar-request-id'), refused.body.eventid);
  });

  test('refuses what the real one refuses, in its words', async () => {
    const { ask } = await stage({ unusable: ['AVM'] });
    const said = async (query: Record<string, string | number>, body: unknown) => {
      const { status, body: answer } = await ask(query, body);
      return `${status} ${answer.error}`;
    };
    const criterion = (name: string, value: unknown) => ({ Criteria: [{ name, value }] });
    const free = { Purchase: 0 };
    assert.equal(await said({}, all), '400 Missing required parameter: Purchase');
    assert.equal(await said({ Purchase: 2 }, all), '400 Invalid yes/no value for parameter Purchase');
    assert.equal(await said({ ...free, Page: 1 }, all), '400 Unknown parameter: Page');
    assert.equal(await said({ ...free, Limit: 501 }, all), '400 Invalid value for parameter Limit');
    assert.equal(await said(free, { ...all, Start: 0 }), '400 Unexpected payload field: Start');
    assert.equal(await said(free, {}), '400 Missing required parameter: Criteria');
    assert.equal(await said(free, criterion('Zip', [1])), '400 Unexpected criterion: Zip');
    assert.equal(
      await said(free, criterion('AVM', [[1, 2]])),
      '403 Criterion AVM cannot be used by this user',
    );
    assert.match(
      await said(free, criterion('Pool', ['yes'])),
      /^400 Invalid yes\/no value for criterion Pool/,
    );
    assert.match(await said(free, criterion('Beds', [3])), /^400 Invalid range for criterion Beds/);
  });

  test('a preview is free and names records, or only counts them', async () => {
    const named = await stage({ free: 10 });
    const { body } = await named.ask({ Purchase: 0, Limit: 7, Start: 28 }, all);
    assert.deepEqual([body.resultCount, body.totalResultCount, body.quantityFreeRemaining], [2, 30, 10]);
    assert.equal(body.totalCost, '0.40');
    assert.deepEqual(Object.keys(body.results[0]), ['RadarID']);
    const counting = await stage({ previewIds: false });
    const counted = await counting.ask({ Purchase: 0 }, all);
    assert.deepEqual([counted.body.results, counted.body.totalResultCount], [[], 30]);
    assert.equal(named.radar.account.ledger.length + counting.radar.account.ledger.length, 0);
  });

  test('a purchase bills each record, until the money is gone', async () => {
    const { radar, ask } = await stage({ free: 10, price: 0.5, balance: 5 });
    const first = await ask({ Purchase: 1, Limit: 15, Fields: 'RadarID,APN', Sort: 'APN ASC' }, all);
    assert.deepEqual([first.body.totalCost, first.body.quantityFreeRemaining], ['2.50', 0]);
    assert.deepEqual(Object.keys(first.body.results[0]).sort(), ['APN', 'RadarID']);
    const apns = first.body.results.map((one: { APN: string }) => one.APN);
    assert.deepEqual(apns, [...apns].sort());
    const second = await ask({ Purchase: 1, Limit: 15, Start: 15, Sort: 'APN ASC' }, all);
    assert.equal(second.status, 402);
    assert.equal(radar.account.billed.size, 15);
    const again = await ask({ Purchase: 1, Limit: 1, Sort: 'APN ASC' }, all);
    assert.equal(again.status, 200);
    assert.equal(radar.account.twice.length, 1, 'what is bought again is billed again');
  });

  test('bills and then drops the connection when it is told to', async () => {
    const { radar, ask } = await stage();
    radar.fail({ kind: 'drop', effect: 'after' });
    await assert.rejects(ask({ Purchase: 1, Limit: 5 }, all));
    assert.equal(radar.account.billed.size, 5);
    radar.fail({ kind: 'drop', effect: 'before' });
    await assert.rejects(ask({ Purchase: 1, Limit: 5, Start: 5 }, all));
    assert.equal(radar.account.billed.size, 5);
  });

  test('each criterion finds what it says', async () => {
    const { radar, ask } = await stage();
    const records = radar.found();
    const count = async (name: string, value: unknown) =>
      (await ask({ Purchase: 0 }, { Criteria: [{ name, value }] })).body.totalResultCount;
    const [one] = records;
    assert.equal(await count('RadarID', [one?.RadarID, 'P0']), 1);
    assert.equal(await count('County', ['42013']), records.length);
    assert.equal(await count('ZipFive', [16601]), records.length);
    assert.equal((await count('APN', [String(one?.APN).slice(0, 6)])) >= 1, true);
    const rich = records.filter((record) => Number(record.AVM) >= 100_000).length;
    assert.equal(await count('AVM', [[100_000, null]]), rich);
    const houses = records.filter((record) => record.PType === 'SFR').length;
    assert.equal(await count('PropertyType', [{ name: 'PType', value: ['SFR'] }]), houses);
    const away = records.filter((record) => record.isSameMailingOrExempt === 0).length;
    assert.equal(await count('isSameMailingOrExempt', [0]), away);
    const since2010 = records.filter(
      (record) => String(record.LastTransferRecDate ?? '') >= '2010-01-01',
    ).length;
    assert.equal(await count('LastTransferRecDate', ['from: 1/1/2010']), since2010);
    assert.equal(await count('LastTransferRecDate', ['Last 1 Day']), 0);
  });

  test('a record has every field of the contract, flags as 0 or 1 and money as text', async () => {
    const records = blairRecords(300);
    const names =
      'RadarID PType Address City State ZipFive County FIPS APN Owner OwnerFirstName OwnerLastName OwnerSpouseFirstName OwnershipType isSameMailingOrExempt isMailVacant PhoneAvailability EmailAvailability AVM AvailableEquity EquityPercent CLTV TotalLoanBalance NumberLoans FirstDate SecondDate AnnualTaxes LastTransferRecDate ListingPrice DaysOnMarket inForeclosure ForeclosureStage DefaultAmount inTaxDelinquency DelinquentAmount DelinquentYear Latitude Longitude';
    for (const name of names.split(' ')) {
      const values = records.map((record) => record[name]).filter((value) => value !== null);
      assert.ok(values.length > 0 && !values.includes(undefined), name);
      if (/^(is|in)[A-Z]/.test(name)) assert.deepEqual(new Set(values), new Set([0, 1]), name);
      if (/^(AVM|ListingPrice|DefaultAmount|AnnualTaxes)$/.test(name))
        assert.equal(typeof values[0], 'string', name);
    }
    const words = new Set(records.flatMap((record) => Object.values(record)));
    assert.ok(words.has('Other') && words.has('Unknown'));
  });

  test('results shift between previews once they are told to, and a record that left can still be bought', async () => {
    const { radar, ask } = await stage();
    radar.shift(1);
    const totals = [];
    for (let n = 0; n < 6; n += 1) totals.push((await ask({ Purchase: 0 }, all)).body.totalResultCount);
    assert.ok(new Set(totals).size > 1, String(totals));
    const seen = new Set(radar.found().map(({ RadarID }) => RadarID));
    const gone =
      blairRecords(30).find(({ RadarID }) => !seen.has(RadarID))?.RadarID ?? blairRecords(1)[0]?.RadarID;
    const bought = await ask({ Purchase: 1 }, { Criteria: [{ name: 'RadarID', value: [gone] }] });
    assert.equal(bought.body.resultCount, 1);
  });
});
