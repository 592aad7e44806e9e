import { choice, instant, said, text } from '../../search';

export const outcomes = ['success', 'refused', 'error', 'disconnected', 'interrupted'] as const;

/** How far back, by what people say; an exact period is since and until. */
export const periods = { '15m': 900, '1h': 3_600, '24h': 86_400, '7d': 604_800 } as const;
export type Period = keyof typeof periods;

export const requestsSearch = (search: Record<string, unknown>) => said({
  status: choice(search, 'status', outcomes),
  code: text(search, 'code'),
  http_status: text(search, 'http_status'),
  model: text(search, 'model'),
  deployment: text(search, 'deployment'),
  organization_id: text(search, 'organization_id'),
  team_id: text(search, 'team_id'),
  key_id: text(search, 'key_id'),
  period: choice(search, 'period', Object.keys(periods) as Period[]),
  since: instant(search, 'since'),
  until: instant(search, 'until'),
  /** The call whose details are open. */
  request: text(search, 'request'),
});

export type RequestsSearch = ReturnType<typeof requestsSearch>;

/** The API's query for what the URL says. A period counts back from now. */
export function toQuery({ request: _, period, ...filter }: RequestsSearch, now: number): Record<string, string> {
  return { ...filter, ...(period ? { since: new Date(now - periods[period] * 1000).toISOString() } : {}) };
}

/** How many filters are set, the open call aside. */
export const filters = ({ request: _, ...filter }: RequestsSearch): number => Object.keys(filter).length;
