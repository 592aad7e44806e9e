import type { Access, Key } from '../../api/types';

export interface KeyDraft {
  name: string;
  user_id: string | null;
  environment: string | null;
  expires_at: string | null;
  metadata: Record<string, string>;
  access: Access;
  legacy_models: string[] | null;
}

/** What the forms edit; where a key belongs is fixed once it is issued. */
export const toKeyDraft = (key: Key | null): KeyDraft => ({
  name: key?.name ?? '',
  user_id: key?.user_id ?? null,
  environment: key?.environment ?? null,
  expires_at: key?.expires_at ?? null,
  metadata: key?.metadata ?? {},
  access: key?.access ?? { mode: 'inherit', grants: [] },
  legacy_models: key?.legacy_models ?? null,
});
