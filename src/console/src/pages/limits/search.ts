import { said, text } from '../../search';

export const limitsSearch = (search: Record<string, unknown>) => said({
  /** Whose tree the subject is chosen from. */
  organization_id: text(search, 'organization_id'),
  /** LEVEL:ID of whose calls are asked about. */
  subject: text(search, 'subject'),
  /** What they want to call. */
  asset: text(search, 'asset'),
  /** How many tokens a call may take. */
  tokens: text(search, 'tokens'),
});
