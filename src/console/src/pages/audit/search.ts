import { instant, said, text } from '../../search';

/** What the API filters by, as the URL spells it. */
export const auditSearch = (search: Record<string, unknown>) => said({
  actor: text(search, 'actor'),
  action: text(search, 'action'),
  object_kind: text(search, 'object_kind'),
  object_id: text(search, 'object_id'),
  /** A part of the object's name. */
  text: text(search, 'text'),
  since: instant(search, 'since'),
  until: instant(search, 'until'),
  version: text(search, 'version'),
  request_id: text(search, 'request_id'),
});

export type AuditSearch = ReturnType<typeof auditSearch>;

/** Where the same events are to be had as a file. */
export const exportPath = (search: AuditSearch, format: 'csv' | 'jsonl'): string =>
  `/admin/api/audit-events/export?${new URLSearchParams({ format, ...(search as Record<string, string>) })}`;
