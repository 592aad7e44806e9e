import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../api/types';
import { promise } from './useEntries';

const deployment = (change: Partial<Deployment>): Deployment => ({
  id: 'd', provider: 'p', upstream_model: 'm', enabled: true, priority: 0, weight: 1, capabilities: ['chat', 'tools'],
  price: { input: 1, output: 2 }, price_source: 'own', prices: [], context_tokens: 8_000, output_tokens: 1_000, demo: false, catalog: null, ...change,
});

describe('what can be promised of a target', () => {
  it('is what each deployment that may serve it can do', () =>
    expect(promise([deployment({}), deployment({ capabilities: ['chat'], context_tokens: 4_000, price: { input: 0.5, output: 3 } })])).toEqual({
      capabilities: ['chat'], contextTokens: 4_000, outputTokens: 1_000, price: { input: [0.5, 1], output: [2, 3] }, demo: false,
    }));
  it('leaves out deployments that are switched off', () => expect(promise([deployment({}), deployment({ enabled: false, capabilities: [] })]).capabilities).toEqual(['chat', 'tools']));
  it('has no price where one deployment has none', () => expect(promise([deployment({}), deployment({ price: null })]).price).toBeNull());
  it('is nothing without deployments', () => expect(promise([])).toEqual({ capabilities: [], contextTokens: null, outputTokens: null, price: null, demo: false }));
});
