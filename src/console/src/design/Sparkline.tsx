/** The course of a number in a few pixels; the number itself stands beside it. */
export function Sparkline({ values, color = '--chart-1' }: { values: (number | null)[]; color?: string }) {
  const known = values.map((v) => v ?? 0);
  const most = Math.max(...known, 0);
  if (known.length < 2 || most === 0) return <svg viewBox="0 0 100 24" className="h-6 w-full" aria-hidden><path d="M0 23h100" stroke="var(--line-strong)" strokeWidth="1" vectorEffect="non-scaling-stroke" /></svg>;
  const points = known.map((v, i) => `${((i / (known.length - 1)) * 100).toFixed(1)},${(22.5 - (v / most) * 20.5).toFixed(1)}`);
  return (
    <svg viewBox="0 0 100 24" preserveAspectRatio="none" className="h-6 w-full" aria-hidden>
      <path d={`M0,24 L${points.join(' L')} L100,24 Z`} fill={`var(${color})`} opacity="0.14" />
      <path d={`M${points.join(' L')}`} fill="none" stroke={`var(${color})`} strokeWidth="1.5" strokeLinejoin="round" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
