import { said, text } from '../../search';

/** Which contract is looked at, and which is edited: an id, or “new”. */
export const qualitySearch = (search: Record<string, unknown>) => said({ show: text(search, 'show'), edit: text(search, 'edit'), group: text(search, 'group') });
