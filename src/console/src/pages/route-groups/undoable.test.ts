import { expect, test } from 'vitest';
import type { Promotion } from '../../api/types';
import { undoable } from './useRegistry';

const change = (id: string, from_id: string | null, undoes_promotion_id: string | null = null) => ({ id, from_id, to_id: 'x', undoes_promotion_id }) as Promotion;

test('rollbacks walk back step by step', () => {
  const [one, two] = [change('1', 'a'), change('2', 'b')];
  expect(undoable([])).toBeNull();
  expect(undoable([two, one])).toBe(two);
  expect(undoable([change('3', 'c', '2'), two, one])).toBe(one);
  expect(undoable([change('4', 'b', '1'), change('3', 'c', '2'), two, one])).toBeNull();
});

test('a change after a rollback is undone first', () => {
  const again = change('4', 'a');
  expect(undoable([again, change('3', 'b', '2'), change('2', 'a'), change('1', 'c')])).toBe(again);
});

test('without a primary before it there is nothing to go back to', () => expect(undoable([change('1', null)])).toBeNull());
