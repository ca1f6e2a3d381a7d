import assert from 'node:assert/strict';
import test from 'node:test';
import { fileFormat, urlFormat } from '../../src/property/documents/file-format.ts';
import { cleanFileName, readUrl, titleOf } from '../../src/property/documents/read-fields.ts';

const bytes = (hex: string, text = '') => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(text)]);

test('a file is what its first bytes say, whatever it is called', () => {
  for (const [head, name, format] of [
    [bytes('', '%PDF-1.4'), 'list.txt', 'pdf'],
    [bytes('0a0a', '%PDF-1.4'), null, 'pdf'],
    [bytes('89504e470d0a1a0a'), 'scan.pdf', 'png'],
    [bytes('ffd8ffe0'), null, 'jpg'],
    [bytes('49492a00'), 'scan', 'tif'],
    [bytes('504b0304'), 'list.xlsx', 'xlsx'],
    [bytes('504b0304'), 'list.pdf', 'zip'],
    [bytes('d0cf11e0a1b11ae1'), 'list.xls', 'xls'],
    [bytes('d0cf11e0a1b11ae1'), 'list.csv', null],
    [bytes('1f8b08'), 'list.csv.gz', 'gz'],
    [bytes('', 'a,b\r\n1,2'), 'LIST.CSV', 'csv'],
    [bytes('', 'a,b\r\n1,2'), null, 'txt'],
    [bytes('', 'a,b\r\n1,2'), 'list.pdf', 'txt'],
    [bytes('4dfc6c6c65722c31'), 'list.csv', 'csv'],
    [bytes('efbbbf', ' <!DOCTYPE HTML><p>'), 'list.csv', 'html'],
    [bytes('', '<?xml version="1.0"?>'), null, 'xml'],
    [bytes('00010203'), 'list.csv', null],
    [bytes('7f454c4602'), 'list.pdf', null],
  ] as const) {
    assert.equal(fileFormat(head, name), format, `${head.toString('hex')} ${name}`);
  }
});

test('an address promises the format of its last step', () => {
  for (const [url, format] of [
    ['https://example.org/a/list.PDF?x=1.csv', 'pdf'],
    ['https://example.org/scan.jpeg', 'jpg'],
    ['https://example.org/notice.htm', 'html'],
    ['https://example.org/show.aspx', null],
    ['https://example.org/', null],
    ['https://example.org/x.ole', null],
  ] as const) {
    assert.equal(urlFormat(url), format, url);
  }
});

test('one address is spelled one way', () => {
  for (const [text, url] of [
    ['HTTPS://Example.ORG:443/a b#part', 'https://example.org/a%20b'],
    ['http://example.org', 'http://example.org/'],
    ['https://example.org/a/../b?q=ü', 'https://example.org/b?q=%C3%BC'],
  ] as const) {
    assert.deepEqual(readUrl(text), { value: url });
  }
  assert.deepEqual(readUrl('data:text/html,x'), { problem: 'must begin with http:// or https://' });
});

test('a name keeps its ending when it is cut, and nothing that turns text around', () => {
  assert.equal(cleanFileName(`/a/b\\${'ü'.repeat(300)}.xlsx`)?.length, 255);
  assert.match(cleanFileName(`${'ü'.repeat(300)}.xlsx`) ?? '', /ü\.xlsx$/);
  assert.equal(cleanFileName('a\u0000b\u202ec\u200bd\r\n.pdf'), 'abcd.pdf');
  for (const none of [undefined, '', '.', '..', '/', 'a/', ' ', '\u0001'])
    assert.equal(cleanFileName(none), null);
});

test('a title is made of what there is', () => {
  assert.equal(titleOf('Upset List 2026.pdf', null), 'Upset List 2026');
  assert.equal(titleOf('.pdf', null), '.pdf');
  assert.equal(titleOf(null, 'https://example.org/a/Legal%20Notice.html'), 'Legal Notice');
  assert.equal(titleOf(null, 'https://example.org/%E0%A4%A.pdf'), '%E0%A4%A', 'as it stands');
  assert.equal(titleOf(null, 'https://example.org/'), 'example.org');
  assert.equal(titleOf(null, null), 'Document');
});
