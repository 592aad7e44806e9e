import { expect, test } from 'vitest';
import { differences } from './difference';

test('only what differs is told, by its path', () => {
  expect(differences({ name: 'a', timeouts: { idle_ms: 1, total_ms: 2 } }, { name: 'a', timeouts: { idle_ms: 5, total_ms: 2 } }))
    .toEqual([{ path: 'timeouts.idle_ms', before: 1, after: 5 }]);
});

test('a list is one field', () => {
  expect(differences({ grants: ['a'] }, { grants: ['a', 'b'] })).toEqual([{ path: 'grants', before: ['a'], after: ['a', 'b'] }]);
});

test('of an object that was made, empty fields are left out', () => {
  expect(differences(null, { name: 'a', description: null, headers: {}, grants: [], enabled: false }))
    .toEqual([{ path: 'name', before: undefined, after: 'a' }, { path: 'enabled', before: undefined, after: false }]);
});

test('of an object that was removed, what it was stays', () => {
  expect(differences({ name: 'a', access: { mode: 'restrict' } }, null))
    .toEqual([{ path: 'name', before: 'a', after: undefined }, { path: 'access.mode', before: 'restrict', after: undefined }]);
});

test('a field that became a list, or none, is told', () => {
  expect(differences({ user: 'a' }, { user: null })).toEqual([{ path: 'user', before: 'a', after: null }]);
  expect(differences({ price: { input: 1 } }, { price: [1] })).toEqual([{ path: 'price', before: { input: 1 }, after: [1] }]);
});
