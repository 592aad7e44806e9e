import { describe, expect, it } from 'vitest';
import { readSteps, usualSteps, writeSteps } from './canarySteps';

describe('steps', () => {
  it('are read as they are written', () => {
    expect(readSteps(writeSteps(usualSteps))).toEqual(usualSteps);
    expect(readSteps('5, 50 % for 1.5 ,100 for 0')).toEqual([{ percent: 5, bake_minutes: 15 }, { percent: 50, bake_minutes: 1.5 }, { percent: 100, bake_minutes: 0 }]);
  });

  it('are nothing where a part makes no sense', () => {
    expect(readSteps('5 for ever, 100')).toBeNull();
    expect(readSteps('')).toBeNull();
  });
});
