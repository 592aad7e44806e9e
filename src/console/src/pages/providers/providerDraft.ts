import type { Provider, Schemas } from '../../api/types';

export type ProviderDraft = Required<Omit<Schemas['ProviderDraft'], 'api_key' | 'name' | 'kind' | 'base_url' | 'health' | 'disconnect'>> & {
  name: string; kind: string; base_url: string; api_key?: string; health: Required<Schemas['ProviderHealthDraft']>;
  disconnect: Required<Schemas['ProviderDisconnectDraft']>;
};

/** What belongs to one kind of account, unsaid. */
export const noAccount = {
  base_url: '', api_version: null, tenant_id: null, client_id: null, project: null, location: null, region: null, role_arn: null, server: null, api_key: undefined,
} satisfies Partial<ProviderDraft>;

/** The settings of health unless they are set. */
export const usualHealth: Required<Schemas['ProviderHealthDraft']> = {
  enabled: true, consecutive_failures: 5, failure_percent: 50, slow_ms: 0, slow_percent: 50, stalled_ms: 0, window_seconds: 30, min_calls: 20, cooldown_seconds: 10,
  max_cooldown_seconds: 300, half_open_calls: 1, throttle_seconds: 5, last_resort: true, probe_interval_seconds: 0, probe_failures: 2,
};

/** What becomes of a call whose caller leaves, unless it is set. */
const usualDisconnect: Required<Schemas['ProviderDisconnectDraft']> = { policy: 'cancel', max_seconds: 30, max_bytes: 1_048_576, max_calls: 16 };

/** What the form edits. The credential is never in an answer: left out, the stored one stays. */
export const toProviderDraft = (provider: Provider | null, kind = ''): ProviderDraft => ({
  name: provider?.name ?? '',
  kind: provider?.kind ?? kind,
  base_url: provider?.base_url ?? '',
  allow_private: provider?.allow_private ?? false,
  allow_http: provider?.allow_http ?? false,
  enabled: provider?.enabled ?? true,
  timeouts: provider?.timeouts ?? { connect_ms: 10_000, first_byte_ms: 120_000, idle_ms: 120_000, total_ms: 900_000 },
  retries: provider?.retries ?? 2,
  stream_usage: provider?.stream_usage ?? true,
  api_version: provider?.api_version ?? null,
  tenant_id: provider?.tenant_id ?? null,
  client_id: provider?.client_id ?? null,
  project: provider?.project ?? null,
  location: provider?.location ?? null,
  region: provider?.region ?? null,
  role_arn: provider?.role_arn ?? null,
  headers: provider?.headers ?? {},
  server: provider?.server ?? null,
  health: { ...usualHealth, ...provider?.health },
  disconnect: { ...usualDisconnect, ...provider?.disconnect },
});
