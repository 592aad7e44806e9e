import { choice, instant, said, text } from '../../search';

/** How far back, in the words of the API. */
export const lengths = ['1h', '24h', '7d', '30d', '90d', '365d'] as const;
export type Length = (typeof lengths)[number];

export const buckets = ['hour', 'day', 'week', 'month'] as const;
export const sorts = ['cost', 'requests', 'tokens', 'errors', 'refused', 'fallbacks', 'latency'] as const;

/** What usage can be broken down by, with the name of one and of a call without. */
export const dimensions = {
  organization: 'Organization', team: 'Team', project: 'Project', environment: 'Environment', user: 'User', key: 'Key', target: 'Target', model: 'Model', group: 'Route group',
  provider: 'Provider', deployment: 'Deployment', status: 'Outcome', cache: 'Provider cache', client: 'Client', api: 'API', pillar: 'Pillar', tag: 'Tag',
} as const;
export type Dimension = keyof typeof dimensions;
export const dimensionNames = Object.keys(dimensions) as Dimension[];

export const usageSearch = (search: Record<string, unknown>) => said({
  since: choice(search, 'since', lengths),
  from: instant(search, 'from'),
  to: instant(search, 'to'),
  bucket: choice(search, 'bucket', buckets),
  by: choice(search, 'by', dimensionNames),
  sort: choice(search, 'sort', sorts),
  ...Object.fromEntries(dimensionNames.map((name) => [name, text(search, name)])) as Partial<Record<Dimension, string>>,
});

export type UsageSearch = ReturnType<typeof usageSearch>;

/** The filters that are set. */
export const filtersOf = (search: UsageSearch): [Dimension, string][] => dimensionNames.flatMap((name) => (search[name] ? [[name, search[name]] as [Dimension, string]] : []));

/** The part of the API's query that all reports of the page share. An exact beginning replaces the length. */
export function toQuery(search: UsageSearch, timeZone: string): Record<string, string> {
  return {
    ...(search.from ? { from: search.from } : { since: search.since ?? '24h' }),
    ...(search.to ? { to: search.to } : {}),
    time_zone: timeZone,
    ...Object.fromEntries(filtersOf(search)),
  };
}

/** Where a file of it can be had. */
export const exportPath = (report: 'summary' | 'breakdown' | 'series', query: Record<string, string>, format: 'csv' | 'markdown' | 'json'): string =>
  `/admin/reports/api/${report}?${new URLSearchParams({ ...query, format }).toString()}`;
