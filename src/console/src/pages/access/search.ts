import { levels } from '../../access/scopes';
import { choice, said, text } from '../../search';

export const accessSearch = (search: Record<string, unknown>) => said({
  /** Whose tree the subject is chosen from. */
  organization_id: text(search, 'organization_id'),
  /** LEVEL:ID of who is asked about. */
  subject: text(search, 'subject'),
  /** What they want to use. */
  asset: text(search, 'asset'),
});

export const scopeSearch = (search: Record<string, unknown>) => said({
  /** Only what is allowed, or only what is not. */
  show: choice(search, 'show', ['allowed', 'denied'] as const),
  /** A part of a name or tag. */
  find: text(search, 'find'),
});

export const bulkSearch = (search: Record<string, unknown>) => said({
  organization_id: text(search, 'organization_id'),
  level: choice(search, 'level', levels),
  find: text(search, 'find'),
});
