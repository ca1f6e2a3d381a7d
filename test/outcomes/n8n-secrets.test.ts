import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { readConfig } from '../../src/base/config.ts';
import { open, seal } from '../../src/base/seal.ts';
import { secretKey } from '../../src/db/secret-key.ts';

const root = mkdtempSync(path.join(tmpdir(), 'lotline-secrets-'));
after(() => rmSync(root, { recursive: true, force: true }));

test('what is sealed opens with its key in its place, and nowhere else', () => {
  const key = Buffer.alloc(32, 7);
  const sealed = seal(key, 'webhook a', 'https://n8n.example.com/webhook/token');
  assert.equal(open(key, 'webhook a', sealed), 'https://n8n.example.com/webhook/token');
  assert.equal(open(key, 'webhook b', sealed), undefined);
  assert.equal(open(Buffer.alloc(32, 8), 'webhook a', sealed), undefined);
  for (let at = 0; at < sealed.length; at++) {
    const spoiled = Buffer.from(sealed);
    spoiled.writeUInt8(spoiled.readUInt8(at) ^ 1, at);
    assert.equal(open(key, 'webhook a', spoiled), undefined, `byte ${at}`);
  }
  assert.equal(open(key, 'webhook a', sealed.subarray(0, 10)), undefined);
  assert.notDeepEqual(seal(key, 'webhook a', 'x'), seal(key, 'webhook a', 'x'));
});

test('the key is a file beside the embedded database, made once and readable by its owner alone', () => {
  const dataFolder = path.join(root, 'data');
  const config = readConfig({ LOTLINE_DATA: dataFolder });
  const key = secretKey(config);
  assert.equal(key.length, 32);
  assert.deepEqual(secretKey(config), key);
  assert.equal(statSync(path.join(dataFolder, 'secret-key')).mode & 0o777, 0o600);
  assert.deepEqual(secretKey({ ...config, secretKey: 'ab'.repeat(32) }), Buffer.alloc(32, 0xab));
  writeFileSync(path.join(dataFolder, 'secret-key'), 'spoiled');
  assert.throws(() => secretKey(config), { code: 'configuration' });
});

test('with an outside database the key has to be given', () => {
  const config = readConfig({ DATABASE_URL: 'postgres://x@127.0.0.1/x', LOTLINE_DATA: root });
  assert.throws(() => secretKey(config), { code: 'secret_key_needed' });
});

test('webhook addresses of the operator are read by job type; a bad one is named by its variable', () => {
  const { n8n } = readConfig({
    N8N_REGRID_WEBHOOK_URL: 'http://127.0.0.1:5678/webhook/regrid-scraper',
    N8N_TITLE_RESEARCH_WEBHOOK_URL: 'https://n8n.example.com/webhook/title',
    N8N_PDF_PARSING_WEBHOOK_URL: '',
    N8N_WEBHOOK_HEADER: 'Authorization: Basic YTpi',
  });
  assert.deepEqual([...n8n.webhookUrls.keys()], ['regrid_scraping', 'title_research']);
  assert.deepEqual(n8n.header, { name: 'Authorization', value: 'Basic YTpi' });
  const bad = (env: NodeJS.ProcessEnv, message: RegExp) =>
    assert.throws(() => readConfig(env), { code: 'configuration', message });
  bad({ N8N_REGRID_WEBHOOK_URL: 'n8n.example.com' }, /N8N_REGRID_WEBHOOK_URL: give an http or https address/);
  bad(
    { N8N_REGRID_WEBHOOK_URL: 'http://a:b@example.com/' },
    /N8N_REGRID_WEBHOOK_URL: leave user and password out/,
  );
  bad({ N8N_WEBHOOK_HEADER: 'no colon' }, /N8N_WEBHOOK_HEADER/);
  bad({ LOTLINE_SECRET_KEY: 'short' }, /LOTLINE_SECRET_KEY/);
});
