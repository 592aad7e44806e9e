/** Numbers, money and times as people read them. Money comes as integer micro-USD, times as ISO 8601 in UTC. */

const whole = new Intl.NumberFormat('en-US');
const compactNumber = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

export const NOTHING = '–';

/** 12,345 */
export const count = (value: number | null | undefined): string => (value == null ? NOTHING : whole.format(value));

/** 12.3K */
export const compact = (value: number | null | undefined): string =>
  value == null ? NOTHING : Math.abs(value) < 10_000 ? whole.format(value) : compactNumber.format(value);

/** $0.0042: as many places as the amount needs, never fewer than two. */
export function money(micros: number | null | undefined): string {
  if (micros == null) return NOTHING;
  const usd = micros / 1_000_000;
  const places = usd === 0 || Math.abs(usd) >= 1 ? 2 : Math.abs(usd) >= 0.01 ? 4 : 6;
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: Math.min(places, 2), maximumFractionDigits: places })}`;
}

/** 850 ms, 1.25 s, 2 min 5 s */
export function duration(milliseconds: number | null | undefined): string {
  if (milliseconds == null) return NOTHING;
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(2)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** 350 µs, 1.2 ms */
export const microseconds = (value: number | null | undefined): string =>
  value == null ? NOTHING : value < 1000 ? `${value} µs` : duration(value / 1000);

/** The time in the viewer's zone. */
export function time(iso: string | null | undefined): string {
  if (!iso) return NOTHING;
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** The same in UTC, for the tooltip. */
export const utc = (iso: string | null | undefined): string =>
  iso ? `${new Date(iso).toISOString().replace('T', ' ').slice(0, 19)} UTC` : '';

/** 3 minutes ago, in 2 days */
export function relative(iso: string | null | undefined, now: number = Date.now()): string {
  if (!iso) return NOTHING;
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000);
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [['second', 60], ['minute', 60], ['hour', 24], ['day', 30], ['month', 12], ['year', Infinity]];
  const formatter = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  let value = seconds;
  for (const [unit, size] of steps) {
    if (Math.abs(value) < size) return formatter.format(Math.round(value), unit);
    value /= size;
  }
  return NOTHING;
}
