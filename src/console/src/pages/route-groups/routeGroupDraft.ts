import type { RouteGroup, RouteGroupMember } from '../../api/types';

export interface RouteGroupDraft {
  key: string;
  description: string | null;
  strategy: string;
  enabled: boolean;
  members: RouteGroupMember[];
  fallback: string[] | null;
  shadow: RouteGroup['shadow'];
  promotion: RouteGroup['promotion'];
  watch: RouteGroup['watch'];
}

/** The strategies, with what each does and which numbers of a member it reads. */
export const strategies = [
  { strategy: 'static', name: 'Static', does: 'The first member; the others in the order written when it fails.', weight: false, priority: false },
  { strategy: 'weighted', name: 'Weighted', does: 'At random, in proportion to the weights.', weight: true, priority: false },
  { strategy: 'round_robin', name: 'Round robin', does: 'Each member in turn.', weight: false, priority: false },
  { strategy: 'priority', name: 'Priority', does: 'The lowest number first; at random by weight among equals.', weight: true, priority: true },
  { strategy: 'primary', name: 'Primary', does: 'The registry’s primary, changed by promotion; others only when it cannot serve.', weight: false, priority: false },
] as const;

export const strategyOf = (name: string) => strategies.find((s) => s.strategy === name) ?? strategies[0];

/** What part of the calls each member gets, where weights decide; null otherwise. */
export function shares({ strategy, members }: Pick<RouteGroupDraft, 'strategy' | 'members'>): number[] | null {
  if (strategy !== 'weighted') return null;
  const total = members.reduce((sum, m) => sum + m.weight, 0);
  return members.map((m) => (total === 0 ? 1 / members.length : m.weight / total));
}

export const toRouteGroupDraft = (group: RouteGroup | null): RouteGroupDraft => ({
  key: group?.key ?? '',
  description: group?.description ?? null,
  strategy: group?.strategy ?? 'static',
  enabled: group?.enabled ?? true,
  members: group?.members.map(({ model, weight, priority, status }) => ({ model, weight, priority, status: status ?? null })) ?? [{ model: '', weight: 1, priority: 0, status: null }],
  fallback: group?.fallback ?? null,
  shadow: group?.shadow ?? null,
  promotion: group?.promotion ?? null,
  watch: group?.watch ?? null,
});

/** A draft under another strategy: under primary the first member begins as the primary, and no other strategy has statuses. */
export const withStrategy = ({ members }: RouteGroupDraft, strategy: string): Omit<RouteGroupDraft, 'key' | 'description' | 'enabled'> => ({
  strategy,
  members: members.map((m, i) => ({ ...m, status: strategy === 'primary' ? (i === 0 ? 'primary' : 'shadow') : null })),
  fallback: null,
  shadow: null,
  promotion: null,
  watch: null,
});
