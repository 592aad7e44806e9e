import type { Lamp } from '../design/Badge';
import { count, money } from '../design/format';
import type { LimitView } from './limits';

/** What all limits tell of when nothing else is said. */
const usual = [70, 90, 100];

/** The part of a limit that is taken or held, in per cent. */
export const percent = ({ amount, taken, reserved }: Pick<LimitView, 'amount' | 'taken' | 'reserved'>): number => (amount <= 0 ? 100 : (100 * (taken + reserved)) / amount);

/** The marks on a limit's bar. Those beyond its end are left out: a soft budget may tell of 150 per cent. */
export const marks = ({ thresholds }: Pick<LimitView, 'thresholds'>): number[] => (thresholds.length > 0 ? thresholds : usual).filter((mark) => mark <= 100);

/** How near its end a limit is. */
export function lampOf(limit: Pick<LimitView, 'amount' | 'taken' | 'reserved' | 'thresholds'>): Lamp {
  const [at, [first = 70, second = 90]] = [percent(limit), marks(limit)];
  return at >= Math.max(first, Math.min(second, 100)) ? 'danger' : at >= first ? 'caution' : 'clear';
}

/** An amount of a limit, as people read it. */
export const amount = (value: number, unit: string): string => (unit === 'micro_usd' ? money(value) : `${count(value)} ${value === 1 ? unit.replace(/s$/, '') : unit}`);

const kinds: Record<string, string> = { requests: 'Requests', tokens: 'Tokens', cost: 'Budget' };

/** requests-per-minute: Requests per minute. */
export function title(limit: string): string {
  if (limit === 'concurrency') return 'Calls at once';
  if (limit === 'burst') return 'Burst';
  const [kind = '', period = ''] = limit.split('-per-');
  return `${kinds[kind] ?? kind} per ${period}`;
}
