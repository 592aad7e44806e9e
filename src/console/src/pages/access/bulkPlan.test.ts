import { describe, expect, it } from 'vitest';
import type { Scope } from '../../access/scopes';
import { adding, changesOf, idle, nothing, removing, steps, taking } from './bulkPlan';
import { untyped } from '../../access/typed';

const scope = (level: Scope['level'], id: string, mode = 'inherit') => ({ level, id, access: { mode, grants: [] } }) as unknown as Scope;

describe('a bulk plan', () => {
  it('does not add and remove the same grant', () => {
    const plan = removing(adding(adding(nothing, 'gpt-5'), { asset: 'tag:fast', environments: ['dev'] }), 'gpt-5');
    expect(plan).toEqual({ add: [{ asset: 'tag:fast', environments: ['dev'] }], remove: ['gpt-5'] });
    expect(adding(plan, 'gpt-5').remove).toEqual([]);
  });

  it('asks no mode of an organization, and leaves out one at which nothing is left to do', () => {
    const scopes = [scope('organization', 'o'), scope('team', 't')];
    expect(changesOf({ ...nothing, mode: 'restrict' }, scopes)).toEqual([{ scope: 'team:t', mode: 'restrict' }]);
    expect(changesOf({ mode: 'restrict', add: ['gpt-5'], remove: [] }, scopes)).toEqual([{ scope: 'organization:o', add: ['gpt-5'] }, { scope: 'team:t', mode: 'restrict', add: ['gpt-5'] }]);
  });

  it('counts the scopes at which a grant will have no effect', () => {
    const scopes = [scope('organization', 'o'), scope('team', 'a'), scope('team', 'b', 'restrict')];
    expect(idle({ add: ['gpt-5'], remove: [] }, scopes)).toBe(1);
    expect(idle({ mode: 'restrict', add: ['gpt-5'], remove: [] }, scopes)).toBe(0);
    expect(idle({ mode: 'inherit', add: ['gpt-5'], remove: [] }, scopes)).toBe(2);
  });

  it('counts a grant that is typed and not taken yet', () => {
    expect(taking(nothing, 'add', { ...untyped, asset: 'gpt-5', environments: ['dev'] }).add).toEqual([{ asset: 'gpt-5', environments: ['dev'] }]);
    expect(taking({ ...nothing, add: ['gpt-5'] }, 'remove', { ...untyped, asset: 'gpt-5' })).toEqual({ add: [], remove: ['gpt-5'] });
    expect(taking(nothing, 'add', untyped)).toBe(nothing);
  });

  it('can be taken back step by step', () => {
    const plan = { mode: 'restrict' as const, add: ['a', 'b'], remove: ['c'] };
    expect(steps(plan).map((s) => s.grant ?? s.words)).toEqual(['Restrict to the own grants', 'a', 'b', 'c']);
    expect(steps(plan)[1]!.without.add).toEqual(['b']);
  });
});
