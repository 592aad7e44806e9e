import { expect, test } from 'vitest';
import { exportPath, filtersOf, toQuery, usageSearch } from './search';

test('what the URL says goes to the API in its words, and nothing else', () => {
  const search = usageSearch({ since: '7d', by: 'team', model: 'small', status: 'error', sort: 'size', colour: 'red' });

  expect(search).toEqual({ since: '7d', by: 'team', model: 'small', status: 'error' });
  expect(filtersOf(search)).toEqual([['model', 'small'], ['status', 'error']]);
  expect(toQuery(search, 'Europe/Berlin')).toEqual({ since: '7d', time_zone: 'Europe/Berlin', model: 'small', status: 'error' });
});

test('an exact beginning replaces the length', () => {
  const search = usageSearch({ since: '7d', from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' });

  expect(toQuery(search, 'UTC')).toEqual({ from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z', time_zone: 'UTC' });
});

test('a file is asked for with all that the page shows', () =>
  expect(exportPath('breakdown', { since: '24h', time_zone: 'Asia/Kolkata', by: 'key' }, 'csv')).toBe('/admin/reports/api/breakdown?since=24h&time_zone=Asia%2FKolkata&by=key&format=csv'));
