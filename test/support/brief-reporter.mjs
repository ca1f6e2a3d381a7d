// A reporter for logs: one line a file, every failure in full, and the closing counts.
export default async function* brief(source) {
  const failures = [];
  for await (const { type, data } of source) {
    if (type === 'test:fail' && data.details.type !== 'suite') failures.push(data);
    if (type === 'test:pass' && data.nesting === 0 && data.details.duration_ms > 10_000) {
      yield `  slow ${(data.details.duration_ms / 1000).toFixed(1)} s  ${data.name}\n`;
    }
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type === 'test:summary' && data.file !== undefined) {
      const { passed, failed } = data.counts;
      const name = data.file.slice(data.file.indexOf('test/'));
      yield `${failed ? 'FAIL' : 'ok  '} ${name}  ${passed} passed, ${failed} failed, ${(data.duration_ms / 1000).toFixed(1)} s\n`;
    }
    if (type === 'test:summary' && data.file === undefined) {
      for (const f of failures) {
        const error = f.details.error;
        yield `\nFAILED  ${f.name}\n  at ${f.file}:${f.line}\n${error?.cause?.stack ?? error?.stack ?? error}\n`;
      }
      const { passed, failed, cancelled, skipped, todo } = data.counts;
      yield `\n${passed} passed, ${failed + cancelled} failed, ${skipped + todo} skipped\n`;
    }
  }
}
