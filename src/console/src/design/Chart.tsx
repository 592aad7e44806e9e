import { useEffect, useRef, useState } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { color, onThemeChange } from './colors';

export interface Line {
  label: string;
  /** A colour token. */
  color: string;
  values: (number | null)[];
  bars?: boolean;
}

interface Props {
  label: string;
  /** Unix seconds. */
  times: number[];
  lines: Line[];
  /** For the legend. */
  format: (value: number) => string;
  /** For the axis, where it must be short. */
  tick?: (value: number) => string;
  /** A point in time was chosen. */
  onPick?: (index: number) => void;
  height?: number;
}

/** A time series. The legend shows the values under the cursor, and the last ones otherwise. */
export function Chart({ label, times, lines, format, tick = format, onPick, height = 150 }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(null);
  const [at, setAt] = useState<number | null>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const shape = lines.map((line) => `${line.label} ${line.color} ${line.bars}`).join();
  const data = [times, ...lines.map((line) => line.values)] as UPlot.AlignedData;
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const element = host.current!;
    const draw = () => {
      plot.current?.destroy();
      plot.current = new UPlot(options(element.clientWidth || 300, height, lines, tick, setAt), latest.current, element);
      plot.current.over.addEventListener('click', () => {
        const index = plot.current?.cursor.idx;
        if (index != null) pick.current?.(index);
      });
    };
    draw();
    const size = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth || 300, height }));
    size.observe(element);
    const stop = onThemeChange(draw);
    return () => {
      size.disconnect();
      stop();
      plot.current?.destroy();
      plot.current = null;
    };
    // The lines' values are set below without drawing anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shape, height, tick]);

  useEffect(() => plot.current?.setData(data));

  const shown = at ?? times.length - 1;
  return (
    <figure className="m-0 min-w-0" aria-label={label}>
      <figcaption className="mb-1.5 flex min-h-5 flex-wrap items-center gap-x-4 gap-y-0.5 text-xs text-ink-soft">
        {lines.map((line) => (
          <span key={line.label} className="inline-flex items-center gap-1.5">
            <span className="size-2 rounded-[3px]" style={{ background: `var(${line.color})` }} aria-hidden />
            {line.label}
            {at != null && <strong className="font-semibold text-ink tabular-nums">{line.values[shown] == null ? '–' : format(line.values[shown])}</strong>}
          </span>
        ))}
        {at != null && times[at] !== undefined && <span className="ml-auto tabular-nums">{new Date(times[at] * 1000).toLocaleString(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' })}</span>}
      </figcaption>
      <div ref={host} className={`${onPick ? '[&_.u-over]:cursor-pointer' : ''} overflow-hidden`} style={{ height }} />
    </figure>
  );
}

function options(width: number, height: number, lines: Line[], tick: (value: number) => string, hover: (index: number | null) => void): UPlot.Options {
  const [ink, grid] = [color('--ink-faint'), color('--line')];
  const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { show: false }, font: `11px ${getComputedStyle(document.body).fontFamily}`, gap: 6 };
  return {
    width,
    height,
    // Room for half of the last label.
    padding: [8, 26, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
    hooks: { setCursor: [(u) => hover(u.cursor.left != null && u.cursor.left >= 0 ? u.cursor.idx ?? null : null)] },
    axes: [
      { ...axis, space: 64, size: 24, grid: { show: false }, values: (_, splits, __, ___, step) => splits.map((s) => timeTick(s, step)) },
      { ...axis, space: 34, size: (_, labels) => 16 + 6.5 * Math.max(4, ...(labels ?? []).map((label) => label.length)), values: (_, ticks) => ticks.map((t) => tick(t)) },
    ],
    scales: { y: { range: (_, min, max) => [min < 0 ? min * 1.12 : 0, max > 0 ? max * 1.12 : 1] } },
    series: [{}, ...lines.map((line) => series(line))],
  };
}

/** 14:05 within a day, Nov 21 over days; in the viewer's zone. */
function timeTick(seconds: number, step: number): string {
  const at = new Date(seconds * 1000);
  return step >= 86_400 || (at.getHours() === 0 && at.getMinutes() === 0)
    ? at.toLocaleDateString(undefined, { month: 'short', day: 'numeric' })
    : at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });
}

function series(line: Line): UPlot.Series {
  const stroke = color(line.color);
  if (line.bars) return { label: line.label, stroke, fill: stroke, width: 0, paths: UPlot.paths.bars!({ size: [0.72, 18], radius: 0.15 }), points: { show: false } };
  return {
    label: line.label, stroke, width: 1.75, spanGaps: true, paths: UPlot.paths.spline!(),
    // A lone value would be no line: it is shown as a point.
    points: { show: line.values.filter((value) => value != null).length < 4, size: 6, fill: stroke },
  };
}
