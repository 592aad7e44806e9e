import type { Schemas } from '../../api/types';
import type { Lamp } from '../../design/Badge';

type Instance = Schemas['InstanceView'];

/** How an instance stands, in one lamp and few words. The worst comes first: one that says nothing cannot say that it lags. */
export function standing(instance: Pick<Instance, 'silent' | 'stale' | 'lag'>): { lamp: Lamp; words: string } {
  if (instance.silent) return { lamp: 'danger', words: 'silent' };
  if (instance.stale) return { lamp: 'caution', words: 'stale' };
  if (instance.lag > 0) return { lamp: 'caution', words: 'behind' };
  return { lamp: 'clear', words: 'current' };
}

/** What its state means and what to do, for those that are not well. */
export function advice(instance: Pick<Instance, 'silent' | 'stale' | 'problem'>): string | null {
  if (instance.silent) return 'It was killed, or cannot reach the database. If it still runs, it serves what it last knew.';
  return instance.stale ? instance.problem : null;
}

/** One sentence over all of them. */
export function summary(instances: Pick<Instance, 'silent' | 'stale' | 'lag'>[]): string {
  const behind = instances.filter((i) => standing(i).lamp !== 'clear').length;
  if (behind === 0) return instances.length === 1 ? 'The one instance has the newest version in force.' : `All ${instances.length} instances have the newest version in force.`;
  return `${behind} of ${instances.length} ${behind === 1 ? 'needs' : 'need'} a look.`;
}
