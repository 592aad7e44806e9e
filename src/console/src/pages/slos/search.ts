import { said, text } from '../../search';

/** Which objective is looked at, and which is edited: an id, or “new”. */
export const slosSearch = (search: Record<string, unknown>) => said({ show: text(search, 'show'), edit: text(search, 'edit') });
