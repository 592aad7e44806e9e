import { choice, said } from '../../search';

export const organizationTabs = ['structure', 'users', 'keys'] as const;

export const organizationSearch = (search: Record<string, unknown>) => said({ tab: choice(search, 'tab', organizationTabs) });
