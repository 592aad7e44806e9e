import { said, text } from '../../search';

export const catalogSearch = (search: Record<string, unknown>) => said({
  /** Show only what this key may call. */
  key_id: text(search, 'key_id'),
  capability: text(search, 'capability'),
  /** The target whose details are open. */
  open: text(search, 'open'),
});
