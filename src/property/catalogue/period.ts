/** First and last day of a time as catalogues write it, both as YYYY-MM-DD. */
export interface Period {
  first: string;
  last: string;
}

const pad = (month: number): string => String(month).padStart(2, '0');
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const months = (year: number, from: number, to: number): Period => ({
  first: `${year}-${pad(from)}-01`,
  last: `${year}-${pad(to)}-${lastDay(year, to)}`,
});

/** Reads "2025", "2025H2", "2025Q3", "2025-06" and "2025-12-31"; null for anything else or an impossible day. */
export function periodOf(text: string): Period | null {
  const parts = /^(\d{4})(?:H([12])|Q([1-4])|-(\d{2})(?:-(\d{2}))?)?$/i.exec(text.trim());
  if (!parts) return null;
  const [, yearText, half, quarter, monthText, dayText] = parts;
  const year = Number(yearText);
  if (half) return half === '1' ? months(year, 1, 6) : months(year, 7, 12);
  if (quarter) return months(year, Number(quarter) * 3 - 2, Number(quarter) * 3);
  if (!monthText) return months(year, 1, 12);
  const month = Number(monthText);
  if (month < 1 || month > 12) return null;
  if (!dayText) return months(year, month, month);
  const day = Number(dayText);
  if (day < 1 || day > lastDay(year, month)) return null;
  return { first: text.trim(), last: text.trim() };
}
