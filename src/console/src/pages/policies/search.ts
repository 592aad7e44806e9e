import { said, text } from '../../search';

/** Whether a policy is being added. */
export const policiesSearch = (search: Record<string, unknown>) => said({ edit: text(search, 'edit') });
