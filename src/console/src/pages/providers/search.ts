import { choice, said, text } from '../../search';
import { kindNames } from './kinds';

export const providersSearch = (search: Record<string, unknown>) => said({
  /** The provider whose form is open, or “new”. */
  edit: text(search, 'edit'),
  /** The kind that was chosen for a new one; without it, it is to be chosen. */
  kind: choice(search, 'kind', kindNames),
  /** Where a new one stands after its kind: at its fields unless told. */
  step: choice(search, 'step', ['test'] as const),
});
