import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface Line {
  label: string;
  color: string;
  values: (number | null)[];
  bars?: boolean;
}

/** A time series. Colours are names of theme variables, read anew when the theme changes. */
export function Chart({ times, lines, format, label }: { times: number[]; lines: Line[]; format: (value: number) => string; label: string }) {
  const host = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let plot: UPlot | undefined;
    const draw = () => {
      plot?.destroy();
      const style = getComputedStyle(document.documentElement);
      const ink = style.getPropertyValue('--ink-faint');
      const grid = style.getPropertyValue('--line');
      const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 }, font: '11px system-ui' };
      plot = new UPlot({
        width: element.clientWidth || 300,
        height: 168,
        legend: { show: false },
        cursor: { y: false, points: { size: 6 } },
        axes: [
          { ...axis, space: 70 },
          { ...axis, size: 68, values: (_, ticks) => ticks.map((t) => format(t)) },
        ],
        scales: { y: { range: (_, __, max) => [0, max > 0 ? max * 1.1 : 1] } },
        series: [
          {},
          ...lines.map((line): UPlot.Series => {
            const stroke = style.getPropertyValue(line.color).trim();
            return line.bars && UPlot.paths.bars
              ? { label: line.label, stroke, fill: stroke, width: 0, paths: UPlot.paths.bars({ size: [0.7, 24] }), points: { show: false } }
              : { label: line.label, stroke, width: 2, spanGaps: true, points: { show: line.values.filter((v) => v != null).length < 4, size: 6 } };
          }),
        ],
      }, [times, ...lines.map((l) => l.values)] as UPlot.AlignedData, element);
    };
    draw();
    const size = new ResizeObserver(() => plot?.setSize({ width: element.clientWidth, height: 168 }));
    size.observe(element);
    const media = matchMedia('(prefers-color-scheme: dark)');
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    media.addEventListener('change', draw);
    return () => {
      size.disconnect();
      theme.disconnect();
      media.removeEventListener('change', draw);
      plot?.destroy();
    };
  }, [times, lines, format]);

  return (
    <figure className="m-0" aria-label={label}>
      <div ref={host} />
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
        {lines.map((line) => (
          <span key={line.label} className="inline-flex items-center gap-1.5">
            <span className="size-2.5 rounded-sm" style={{ background: `var(${line.color})` }} aria-hidden />
            {line.label}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
