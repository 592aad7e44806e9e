/** Numbers, money and times as people read them. Money comes as integer micro-USD, times as ISO 8601 in UTC. */

const whole = new Intl.NumberFormat('en-US');
const compactNumber = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

export const NOTHING = '–';

type Maybe = number | null | undefined;

/** 12,345 */
export const count = (value: Maybe): string => (value == null ? NOTHING : whole.format(value));

/** 12.3K */
export const compact = (value: Maybe): string =>
  value == null ? NOTHING : Math.abs(value) < 10_000 ? whole.format(value) : compactNumber.format(value);

/** 1 key, 12 keys, no keys */
export const some = (value: number, one: string, many = `${one}s`): string =>
  value === 0 ? `no ${many}` : value === 1 ? `1 ${one}` : `${count(value)} ${many}`;

/** 4.2 % */
export const share = (part: number, of: number): string => (of === 0 ? NOTHING : `${((part / of) * 100).toFixed(part === 0 || part === of ? 0 : 1)} %`);

/** $0.0042: as many places as the amount needs, never fewer than two. */
export function money(micros: Maybe): string {
  if (micros == null) return NOTHING;
  const usd = micros / 1_000_000;
  const places = usd === 0 || Math.abs(usd) >= 1 ? 2 : Math.abs(usd) >= 0.01 ? 4 : 6;
  return `${usd < 0 ? '-' : ''}$${Math.abs(usd).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: places })}`;
}

/** $12.3K on an axis, where there is little room. */
export function moneyTick(micros: number): string {
  return Math.abs(micros) >= 10_000_000_000 ? `$${compactNumber.format(micros / 1_000_000)}` : money(micros);
}

/** $0.15: a price in USD per million tokens. */
export const price = (usd: Maybe): string =>
  usd == null ? NOTHING : `$${usd.toLocaleString('en-US', { minimumFractionDigits: usd >= 1000 ? 0 : 2, maximumFractionDigits: 6 })}`;

/** 850 ms, 1.25 s, 2 min 5 s */
export function duration(milliseconds: Maybe): string {
  if (milliseconds == null) return NOTHING;
  if (milliseconds < 0.9995) return `${Math.round(milliseconds * 1000)} µs`;
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_995) return `${(milliseconds / 1000).toFixed(2)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 1440 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`;
}

/** 350 µs, 1.2 ms */
export const microseconds = (value: Maybe): string => (value == null ? NOTHING : duration(value / 1000));

/** 12.3 KB */
export function bytes(value: Maybe): string {
  if (value == null) return NOTHING;
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let [size, unit] = [value, 0];
  while (size >= 1000 && unit < units.length - 1) [size, unit] = [size / 1000, unit + 1];
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}

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
  if (Math.abs(seconds) < 5) return 'just now';
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [['second', 60], ['minute', 60], ['hour', 24], ['day', 30], ['month', 12], ['year', Infinity]];
  const formatter = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  let value = seconds;
  for (const [unit, size] of steps) {
    if (Math.abs(Math.round(value)) < size) return formatter.format(Math.round(value), unit);
    value /= size;
  }
  return NOTHING;
}

/** What a datetime-local input takes: the time in the viewer's zone, to the minute. */
export function toLocalInput(iso: string | null | undefined): string {
  if (!iso) return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Back from such an input; null when it is empty. */
export const fromLocalInput = (value: string): string | null => (value ? new Date(value).toISOString() : null);
