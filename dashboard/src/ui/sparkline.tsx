/** A line of recent counts, without axes: its meaning is in the label beside or of it. */
export function Sparkline({
  values,
  label,
  width = 72,
  height = 18,
  tone = 'info',
}: {
  readonly values: readonly number[];
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
  readonly tone?: 'info' | 'bad' | 'neutral';
}) {
  const most = Math.max(1, ...values);
  const step = values.length > 1 ? (width - 2) / (values.length - 1) : 0;
  const y = (value: number) => 1 + (height - 2) * (1 - value / most);
  const points = values.map((value, at) => `${(1 + at * step).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const colour = { info: 'stroke-info-solid', bad: 'stroke-bad-solid', neutral: 'stroke-line-strong' }[tone];
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="shrink-0"
    >
      <polyline points={points} fill="none" strokeWidth="1.5" strokeLinejoin="round" className={colour} />
    </svg>
  );
}
