import { choice, said } from '../../search';

export const windows = ['1h', '24h', '7d', '30d'] as const;
export type Window = (typeof windows)[number];

export const overviewSearch = (search: Record<string, unknown>) => said({ window: choice(search, 'window', windows) });
