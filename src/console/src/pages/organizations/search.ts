import { choice, said, text } from '../../search';

export const organizationTabs = ['structure', 'users', 'keys', 'limits'] as const;

export const organizationSearch = (search: Record<string, unknown>) => said({ tab: choice(search, 'tab', organizationTabs) });

export const organizationsSearch = (search: Record<string, unknown>) => said({
  /** The organization whose form is open, or “new”. */
  edit: text(search, 'edit'),
  /** A part of a name. */
  find: text(search, 'find'),
  /** A list unless told. */
  view: choice(search, 'view', ['tree'] as const),
});
