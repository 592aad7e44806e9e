import { choice, said, text } from '../../search';

export const statuses = ['active', 'expired', 'revoked', 'all'] as const;

export const keysSearch = (search: Record<string, unknown>) => said({
  /** Active unless told. */
  status: choice(search, 'status', statuses),
  organization_id: text(search, 'organization_id'),
  /** A part of a name or prefix. */
  find: text(search, 'find'),
  /** The key whose form is open, or “new”. */
  edit: text(search, 'edit'),
});
