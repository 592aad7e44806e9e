import type { QualityContract, Schemas } from '../../api/types';

export type ContractDraft = Omit<Required<Schemas['QualityContractDraft']>, 'route_group' | 'success'> & { route_group: string; success: Required<Schemas['SuccessDraft']>[] };

/** The writable part of a contract; for a new one what most groups want to say. */
export const toContractDraft = (group: string) => (view: QualityContract | null): ContractDraft => ({
  route_group: view?.route_group ?? group,
  users: view?.users ?? [],
  tasks: view?.tasks ?? [],
  api_shapes: view?.api_shapes ?? ['chat'],
  tools: view?.tools ?? [],
  modalities: view?.modalities ?? ['text'],
  success: (view?.success ?? []).map((term) => ({ suite: term.suite ?? '', min_pass_percent: term.min_pass_percent ?? null, min_score: term.min_score ?? null, min_tasks: term.min_tasks ?? 10, max_age_days: term.max_age_days ?? 30 })),
  cost: view?.cost ?? null,
  latency: view?.latency ?? null,
  reliability: view ? view.reliability : { max_fallback_percent: 5, max_timeout_percent: 2, max_error_percent: 2 },
  period: view?.period ?? { hours: 24, min_calls: 20 },
  promotion: view?.promotion ?? null,
  rollback: view?.rollback ?? null,
  judge: view?.judge ?? null,
});
