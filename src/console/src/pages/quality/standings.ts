import type { Bound } from '../../api/types';
import type { Lamp } from '../../design/Badge';
import { duration, NOTHING } from '../../design/format';

export const lamps: Record<string, Lamp> = { green: 'clear', amber: 'caution', red: 'danger', unknown: 'off' };

/** What a standing means, in words. */
export const meanings: Record<string, string> = {
  green: 'Within every bound beyond doubt',
  amber: 'May lie on either side of a bound; more calls will tell',
  red: 'Beyond a bound without doubt',
  unknown: 'Too little was seen, or nothing is asked for',
};

/** The worst first. */
export const order = ['red', 'amber', 'unknown', 'green'];

const names: Record<string, string> = {
  api_shapes: 'API', tools: 'Calls tools', modalities: 'Takes',
  'cost.max_usd_per_call': 'Mean cost of a call', 'cost.min_saving_percent': 'Saved against the baseline',
  'latency.max_p50_ms': 'Latency, median', 'latency.max_p95_ms': 'Latency, 95th percentile', 'latency.max_first_token_p95_ms': 'First content, 95th percentile', 'latency.min_tokens_per_second': 'Output tokens per second',
  'reliability.max_fallback_percent': 'Fallbacks', 'reliability.max_timeout_percent': 'Timeouts', 'reliability.max_error_percent': 'Errors',
};

/** What a bound is about. */
export const nameOf = (field: string): string => names[field] ?? (field.endsWith('.min_pass_percent') ? 'Tasks passed' : field.endsWith('.min_score') ? 'Mean score' : field);

const isFloor = (field: string) => /(^|\.)min_/.test(field);

/** A figure in a bound's unit. */
export function figure(value: number | null, unit: string | null): string {
  if (value === null) return NOTHING;
  if (unit === 'ms') return duration(value);
  if (unit === 'usd') return `$${Number(value.toPrecision(3))}`;
  if (unit === 'percent') return `${value.toFixed(1)} %`;
  return String(Number(value.toPrecision(3)));
}

/** The bound as one reads it: at most 5 %, at least 0.8. */
export const asked = (bound: Bound): string => (bound.bound === null ? '' : `${isFloor(bound.field) ? 'at least' : 'at most'} ${figure(bound.bound, bound.unit)}`);
