import type { AlertDestination, Schemas } from '../../api/types';

export type MailDraft = Required<Schemas['MailDraft']>;
export type DestinationDraft = Omit<Required<Schemas['AlertDestinationDraft']>, 'name' | 'kind' | 'email'> & { name: string; kind: string; email: MailDraft | null };

const mail: MailDraft = { host: '', port: 587, security: 'starttls', username: null, password: null, from: '', to: [] };

/** The writable part of a destination. What is secret is empty, which leaves it as it is. */
export const toDestinationDraft = (view: AlertDestination | null): DestinationDraft => ({
  name: view?.name ?? '', kind: view?.kind ?? 'webhook', url: view?.url ?? null, secret: null, email: view?.email ? { ...view.email, password: null } : null,
  allow_private: view?.allow_private ?? false, allow_http: view?.allow_http ?? false, enabled: view?.enabled ?? true, min_severity: view?.min_severity ?? 'info',
});

/** The same with another kind: what belongs to the one before is gone. */
export const ofKind = (kind: string): Partial<DestinationDraft> => ({ kind, url: null, secret: null, email: kind === 'email' ? mail : null });
