import type { RouteGroup, RouteGroupMember, Schemas } from '../../api/types';

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
  hedge: Hedge | null;
  sticky_by: string | null;
  score: Score | null;
  policy: string | null;
  policy_fallback: string | null;
  requires: string[];
}

/** When a call is sent to a second member too. */
export type Hedge = Required<Schemas['HedgeDraft']>;

/** What holds of it unless it is set. */
export const usualHedge: Hedge = { after_ms: 2000, max_percent: 10 };

/** How much each figure counts in a score. */
export type Score = Required<Schemas['ScoreDraft']>;

/** What counts unless it is set. */
export const usualScore: Score = { health: 1, latency: 1, cost: 1, quality: 0, load: 0 };

/** The strategies, with what each does and which numbers of a member it reads. */
export const strategies = [
  { strategy: 'static', name: 'Static', does: 'The first member; the others in the order written when it fails.', weight: false, priority: false },
  { strategy: 'weighted', name: 'Weighted', does: 'At random, in proportion to the weights.', weight: true, priority: false },
  { strategy: 'round_robin', name: 'Round robin', does: 'Each member in turn.', weight: false, priority: false },
  { strategy: 'priority', name: 'Priority', does: 'The lowest number first; at random by weight among equals.', weight: true, priority: true },
  { strategy: 'primary', name: 'Primary', does: 'The registry’s primary, changed by promotion; others only when it cannot serve.', weight: false, priority: false },
  { strategy: 'least_latency', name: 'Least latency', does: 'Whose answers began soonest lately; now and then another, to see it anew.', weight: true, priority: false },
  { strategy: 'least_cost', name: 'Least cost', does: 'What costs least for the tokens the request is estimated at.', weight: true, priority: false },
  { strategy: 'score', name: 'Score', does: 'The best of health, latency, cost, quality and load, as they are weighted.', weight: true, priority: false },
  { strategy: 'ab', name: 'A/B split', does: 'By weight, and the same member for the same caller every time.', weight: true, priority: false },
  { strategy: 'policy', name: 'Policy', does: 'As a script or a server of yours says; where it does not, by a fallback strategy.', weight: true, priority: true },
] as const;

export const strategyOf = (name: string) => strategies.find((s) => s.strategy === name) ?? strategies[0];

/** What part of the calls each member gets, where weights decide; null otherwise. */
export function shares({ strategy, members }: Pick<RouteGroupDraft, 'strategy' | 'members'>): number[] | null {
  if (strategy !== 'weighted' && strategy !== 'ab') return null;
  const total = members.reduce((sum, m) => sum + m.weight, 0);
  return members.map((m) => (total === 0 ? 1 / members.length : m.weight / total));
}

export const toRouteGroupDraft = (group: RouteGroup | null): RouteGroupDraft => ({
  key: group?.key ?? '',
  description: group?.description ?? null,
  strategy: group?.strategy ?? 'static',
  enabled: group?.enabled ?? true,
  members: group?.members.map(({ model, weight, priority, status, quality }) => ({ model, weight, priority, status: status ?? null, quality: quality ?? null })) ?? [{ model: '', weight: 1, priority: 0, status: null, quality: null }],
  fallback: group?.fallback ?? null,
  shadow: group?.shadow ?? null,
  promotion: group?.promotion ?? null,
  watch: group?.watch ?? null,
  hedge: group?.hedge ? { ...usualHedge, ...group.hedge } : null,
  sticky_by: group?.sticky_by ?? null,
  score: group?.score ? { ...usualScore, ...group.score } : null,
  policy: group?.policy ?? null,
  policy_fallback: group?.policy_fallback ?? null,
  requires: group?.requires ?? [],
});

/** The strategies under which chance decides, so that a caller can be kept where it fell. */
export const drawn = ['weighted', 'priority', 'ab'];

/** Whether calls may be sent twice: not where members are judged by the calls that they serve. */
export const mayHedge = (strategy: string) => strategy !== 'primary' && strategy !== 'ab';

/** A draft under another strategy: under primary the first member begins as the primary, and no other strategy has statuses. */
export const withStrategy = ({ members, sticky_by, hedge }: RouteGroupDraft, strategy: string): Omit<RouteGroupDraft, 'key' | 'description' | 'enabled' | 'requires'> => ({
  strategy,
  members: members.map((m, i) => ({ ...m, status: strategy === 'primary' ? (i === 0 ? 'primary' : 'shadow') : null, quality: strategy === 'score' ? m.quality : null })),
  fallback: null,
  shadow: null,
  promotion: null,
  watch: null,
  hedge: mayHedge(strategy) ? hedge : null,
  sticky_by: drawn.includes(strategy) && !(strategy === 'ab' && sticky_by === 'prompt') ? sticky_by : null,
  score: strategy === 'score' ? { ...usualScore } : null,
  policy: null,
  policy_fallback: null,
});
