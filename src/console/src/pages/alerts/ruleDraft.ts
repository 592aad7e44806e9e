import type { AlertRule, Schemas } from '../../api/types';

export type RuleDraft = Omit<Required<Schemas['AlertRuleDraft']>, 'scope' | 'name' | 'kind'> & { name: string; kind: string; scope: Required<Schemas['AlertScopeDraft']> };

const everything = { organization: null, team: null, project: null, user: null, key: null, target: null, provider: null, deployment: null };

/** The writable part of a rule; of a new one what a usual rule says, or what most want. */
export const toRuleDraft = (like: Schemas['AlertRuleDraft'] | undefined) => (view: AlertRule | null): RuleDraft => {
  const from: Partial<Schemas['AlertRuleDraft']> = view ?? like ?? {};
  return {
    name: from.name ?? '', description: from.description ?? null, kind: from.kind ?? 'error_rate', enabled: from.enabled ?? true, severity: from.severity ?? 'warning',
    scope: { ...everything, ...from.scope }, by: from.by ?? null, threshold: from.threshold ?? null, percentile: from.percentile ?? 95, window_minutes: from.window_minutes ?? 10,
    min_calls: from.min_calls ?? 20, for_seconds: from.for_seconds ?? 60, resolve_after_seconds: from.resolve_after_seconds ?? 120, repeat_minutes: from.repeat_minutes ?? 240,
    destinations: from.destinations ?? [], measure: from.measure ?? 'cost', direction: from.direction ?? 'above', sensitivity: from.sensitivity ?? 6, weeks: from.weeks ?? 4,
    floor: from.floor ?? null, time_zone: from.time_zone ?? 'UTC', slo: from.slo ?? null, burning: from.burning ?? 'any',
  };
};
