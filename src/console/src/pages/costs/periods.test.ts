import { expect, test } from 'vitest';
import { added, faults, periodsOf, standing, type Period } from './periods';

const price = { input: 1, output: 2 };
const from = (month: number, until?: number): Period => ({ ...price, from: `2026-${String(month).padStart(2, '0')}-01T00:00:00Z`, ...(until ? { until: `2026-${String(until).padStart(2, '0')}-01T00:00:00Z` } : {}) });

test('one price of a deployment is a period that has held always, and the catalog’s is none', () => {
  expect(periodsOf({ price, prices: [], price_source: 'own' })).toEqual([price]);
  expect(periodsOf({ price, prices: [], price_source: 'catalog' })).toEqual([]);
});

test('prices are put in the order in which they hold', () => {
  expect(added([price, from(12)], from(6)).map((period) => period.from)).toEqual([undefined, from(6).from, from(12).from]);
});

test('each holds until the next begins', () => {
  const now = Date.parse('2026-07-15T00:00:00Z');
  const list = [price, from(6), from(12)];
  expect(list.map((_, i) => standing(list, i, now))).toEqual(['past', 'in force', 'to come']);
});

test('gaps and overlaps are told by name', () => {
  expect(faults([price, from(6), from(12)])).toEqual([]);
  expect(faults([from(3, 5), from(6)])[0]).toMatch(/^Gap: no price from .* to /);
  expect(faults([from(3, 8), from(6)])[0]).toMatch(/^Overlap: two prices from /);
  expect(faults([from(6), from(6)])[0]).toMatch(/^Overlap: two prices begin at /);
  expect(faults([from(6, 8)])[0]).toMatch(/^Gap: nothing follows /);
  expect(faults([from(6), price])[0]).toMatch(/need a beginning/);
});
