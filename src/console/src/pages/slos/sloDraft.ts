import type { AlertScope, Schemas, Slo } from '../../api/types';

export type SloDraft = Omit<Required<Schemas['SloDraft']>, 'name' | 'scope'> & { name: string; scope: AlertScope };

const everything: AlertScope = { organization: null, team: null, project: null, user: null, key: null, target: null, provider: null, deployment: null };

/** The writable part of an objective. */
export const toSloDraft = (view: Slo | null): SloDraft => ({
  name: view?.name ?? '', description: view?.description ?? null, scope: { ...everything, ...view?.scope }, objective: view?.objective ?? 'availability', threshold_ms: view?.threshold_ms ?? null,
  target_percent: view?.target_percent ?? 99, window_days: view?.window_days ?? 28,
});
