import type { Deployment, Price } from '../../api/types';
import { time } from '../../design/format';

/** A price and when it holds. */
export type Period = Price & { from?: string | null; until?: string | null };

/** The periods that a deployment's own prices make; the catalog's price is none of its own. */
export function periodsOf(deployment: Pick<Deployment, 'price' | 'prices' | 'price_source'>): Period[] {
  if (deployment.prices.length > 0) return deployment.prices as Period[];
  return deployment.price_source === 'own' && deployment.price ? [deployment.price] : [];
}

const at = (instant: string | null | undefined) => (instant ? new Date(instant).getTime() : null);

/** The list with one more, in the order in which they hold. */
export const added = (periods: Period[], period: Period): Period[] => [...periods, period].sort((a, b) => (at(a.from) ?? -Infinity) - (at(b.from) ?? -Infinity));

/** Whether a period is over, holds, or is to come. */
export function standing(periods: Period[], index: number, now: number): 'past' | 'in force' | 'to come' {
  const begins = at(periods[index]!.from);
  const next = at(periods[index + 1]?.from);
  return begins !== null && begins > now ? 'to come' : next !== null && next <= now ? 'past' : 'in force';
}

/** Gaps in which calls would have no cost, and times at which two prices would hold, by name. */
export function faults(periods: Period[]): string[] {
  const found: string[] = [];
  periods.forEach((period, i) => {
    const [from, until] = [at(period.from), at(period.until)];
    const next = periods[i + 1];
    if (from === null && i > 0) found.push('Only the first price may have held always: the others need a beginning.');
    if (from !== null && until !== null && until <= from) found.push(`The price from ${time(period.from)} ends before it begins.`);
    if (!next) {
      if (until !== null) found.push(`Gap: nothing follows the price that ends at ${time(period.until)}, and later calls would have no cost.`);
      return;
    }
    const begins = at(next.from);
    if (begins === null) return;
    if (from !== null && begins <= from) found.push(`Overlap: two prices begin at ${time(next.from)}.`);
    else if (until !== null && until < begins) found.push(`Gap: no price from ${time(period.until)} to ${time(next.from)}.`);
    else if (until !== null && until > begins) found.push(`Overlap: two prices from ${time(next.from)} to ${time(period.until)}.`);
  });
  return found;
}

/** What holds for no call before the list begins; null when it has held always. */
export const begins = (periods: Period[]): string | null => periods[0]?.from ?? null;
