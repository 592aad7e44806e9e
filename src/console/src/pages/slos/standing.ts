import type { Schemas } from '../../api/types';
import type { Lamp } from '../../design/Badge';

/** How an objective stands, in a lamp and a few words. */
export function standingOf(standing: Pick<Schemas['SloStandingView'], 'met' | 'burn_rates' | 'budget_left_percent'> | null): { lamp: Lamp; text: string } {
  if (!standing || standing.met === null) return { lamp: 'off', text: 'no calls yet' };
  if (!standing.met) return { lamp: 'danger', text: 'missed' };
  if (standing.burn_rates.some((rate) => rate.too_fast && rate.urgent)) return { lamp: 'danger', text: 'kept, burns fast' };
  if (standing.burn_rates.some((rate) => rate.too_fast) || standing.budget_left_percent < 10) return { lamp: 'caution', text: 'kept, barely' };
  return { lamp: 'clear', text: 'kept' };
}
