import type { Grant } from '../api/types';
import { assetOf } from './grants';
import type { Target } from './useTargets';

const tagPrefix = 'tag:';

export type GrantForm = 'exact' | 'wildcard' | 'tag';

/** How a grant names targets. */
export const formOf = (asset: string): GrantForm => (asset.startsWith(tagPrefix) ? 'tag' : asset.includes('*') ? 'wildcard' : 'exact');

/** The enabled targets that a grant names now; only * stands for others. Its conditions are not looked at. */
export function matching(grant: Grant, targets: readonly Target[]): string[] {
  const asset = assetOf(grant);
  const form = formOf(asset);
  const pattern = form === 'wildcard' ? new RegExp(`^${asset.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`) : null;
  return targets
    .filter((t) => t.enabled && (form === 'tag' ? t.tags.includes(asset.slice(tagPrefix.length)) : pattern ? pattern.test(t.name) : t.name === asset))
    .map((t) => t.name);
}

/** What one could grant: every target by name, and every tag. */
export const suggestions = (targets: readonly Target[]): string[] => [
  ...targets.map((t) => t.name),
  ...[...new Set(targets.flatMap((t) => t.tags))].sort().map((tag) => tagPrefix + tag),
];
