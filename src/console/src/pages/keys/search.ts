import { choice, said, text } from '../../search';

export const statuses = ['active', 'expired', 'revoked', 'all'] as const;

export const keysSearch = (search: Record<string, unknown>) => said({
  /** Active unless told. */
  status: choice(search, 'status', statuses),
  organization_id: text(search, 'organization_id'),
  team_id: text(search, 'team_id'),
  user_id: text(search, 'user_id'),
  /** A part of a name, prefix or id. */
  find: text(search, 'find'),
  /** The key whose form is open, or “new”. */
  edit: text(search, 'edit'),
});

export type KeysSearch = ReturnType<typeof keysSearch>;
