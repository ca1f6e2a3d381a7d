/** What one group of rows adds to the report. */
export interface Section {
  title: string;
  /** Markdown below the title. */
  body: string;
  verdicts: Verdict[];
}

/** A target, what was reached, and whether that meets it. */
export interface Verdict {
  target: string;
  reached: string;
  met: boolean;
}

/** A markdown table; cells are already text. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const align = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [line(head), line(align), ...rows.map(line)].join('\n');
}

/** A number with thousands separated, to so many decimals. */
export function figure(value: number, decimals = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
