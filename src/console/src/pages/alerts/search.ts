import { choice, said, text } from '../../search';

export const tabs = ['now', 'rules', 'destinations', 'silences', 'history'] as const;

/** Which part is open, and what is edited in it: an id, or “new”; of a new rule which usual one it begins with. */
export const alertsSearch = (search: Record<string, unknown>) => said({ tab: choice(search, 'tab', tabs), edit: text(search, 'edit'), like: text(search, 'like') });
