interface Series {
  label: string;
  /** A colour token. */
  color: string;
  counts: readonly number[];
}

interface Props {
  label: string;
  /** One more than there are bins. */
  edges: readonly number[];
  series: readonly Series[];
  format: (value: number) => string;
}

/** Distributions over the same bins, one behind the other. */
export function Histogram({ label, edges, series, format }: Props) {
  const bins = edges.length - 1;
  const most = Math.max(1, ...series.flatMap((s) => s.counts));
  const width = 100 / Math.max(1, bins);
  return (
    <figure className="m-0 min-w-0" aria-label={label}>
      <figcaption className="mb-1.5 flex flex-wrap gap-x-4 text-xs text-ink-soft">
        {series.map((s) => <span key={s.label} className="inline-flex items-center gap-1.5"><span className="size-2 rounded-[3px]" style={{ background: `var(${s.color})` }} aria-hidden />{s.label}</span>)}
      </figcaption>
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" className="h-28 w-full" role="img" aria-label={`${label}, ${bins} bins`}>
        {series.map((s) => s.counts.map((n, i) => (
          <rect key={`${s.label} ${i}`} x={i * width + width * 0.06} width={width * 0.88} y={40 - (n / most) * 39} height={(n / most) * 39} fill={`var(${s.color})`} opacity="0.55">
            <title>{`${s.label}: ${n} between ${format(edges[i]!)} and ${format(edges[i + 1]!)}`}</title>
          </rect>
        )))}
      </svg>
      <div className="flex justify-between text-2xs text-ink-faint tabular-nums">{edges.length > 0 && [edges[0]!, edges[Math.floor(bins / 2)]!, edges[bins]!].map((edge, i) => <span key={i}>{format(edge)}</span>)}</div>
    </figure>
  );
}
