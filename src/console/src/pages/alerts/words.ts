import type { AlertRule, Reading } from '../../api/types';
import type { Lamp } from '../../design/Badge';
import { duration, NOTHING } from '../../design/format';

/** The kinds of rules, as one reads them. */
export const kinds: Record<string, string> = {
  budget: 'Budget reaches a threshold', quota: 'Quota near its end', error_rate: 'Calls fail', latency: 'Answers are slow', fallback: 'Calls need another attempt',
  provider: 'Provider fails', anomaly: 'Not as usual', burn_rate: 'Error budget is burnt',
};

export const severityLamps: Record<string, Lamp> = { info: 'note', warning: 'caution', critical: 'danger' };
export const stateLamps: Record<string, Lamp> = { firing: 'danger', pending: 'caution', resolved: 'clear' };

/** A window of so many minutes, in the largest unit that it is whole in. */
export function span(minutes: number): string {
  if (minutes >= 2880 && minutes % 1440 === 0) return `${minutes / 1440} days`;
  return minutes >= 120 && minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}

/** What a rule asks for, in a few words. */
export function condition(rule: Pick<AlertRule, 'kind' | 'threshold' | 'percentile' | 'window_minutes' | 'measure' | 'direction' | 'slo'>): string {
  switch (rule.kind) {
    case 'budget': return rule.threshold == null ? 'at each of its thresholds' : `at ${rule.threshold} %`;
    case 'quota': return `at ${rule.threshold ?? 90} %`;
    case 'error_rate': return `more than ${rule.threshold ?? 5} % in ${span(rule.window_minutes)}`;
    case 'fallback': return `more than ${rule.threshold ?? 20} % in ${span(rule.window_minutes)}`;
    case 'latency': return `${Number((100 - rule.percentile).toFixed(1))} % above ${duration(rule.threshold ?? 10_000)} in ${span(rule.window_minutes)}`;
    case 'anomaly': return `${rule.measure} ${rule.direction === 'both' ? 'above or below' : rule.direction} what is usual`;
    case 'burn_rate': return `of ${rule.slo ?? NOTHING}`;
    default: return 'calls are kept away from it';
  }
}

/** How a rule stands by what was read last: the worst of it. */
export function standing(readings: Pick<Reading, 'holds'>[]): { lamp: Lamp; text: string } {
  const holds = readings.filter((reading) => reading.holds === true).length;
  if (holds > 0) return { lamp: 'danger', text: readings.length > 1 ? `holds for ${holds} of ${readings.length}` : 'holds' };
  return readings.some((reading) => reading.holds === null) && readings.every((reading) => reading.holds !== false) ? { lamp: 'off', text: 'too little is known' } : { lamp: 'clear', text: 'all well' };
}
