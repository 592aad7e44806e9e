import { describe, expect, it } from 'vitest';
import type { Model, Usage } from '../../api/types';
import { costParts, explainCost } from './cost';

const price = { input: 0.15, cached_input: 0.075, output: 0.6 };

describe('the parts of a cost', () => {
  it('price cached input by itself', () =>
    expect(costParts({ tokens_input: 1000, tokens_cached: 400, tokens_output: 200, tokens_cache_write: null }, price)).toEqual([
      { label: 'Input', tokens: 600, price: 0.15, micros: 90 },
      { label: 'Input read from cache', tokens: 400, price: 0.075, micros: 30 },
      { label: 'Output', tokens: 200, price: 0.6, micros: 120 },
    ]));
  it('price cached input as input where it has no price of its own', () =>
    expect(costParts({ tokens_input: 10, tokens_cached: 10, tokens_output: 0, tokens_cache_write: null }, { input: 2, output: 1 })[0]?.micros).toBe(20));
  it('never count more cached than there was input', () =>
    expect(costParts({ tokens_input: 5, tokens_cached: 50, tokens_output: null, tokens_cache_write: null }, price).map((p) => p.tokens)).toEqual([5]));
});

describe('the explanation of a cost', () => {
  const usage = { provider: 'openai', upstream_model: 'gpt', tokens_input: 1000, tokens_output: 200, tokens_cached: 0, tokens_cache_write: null, cost_micros: 270 } as Usage;
  const models = [{ deployments: [{ provider: 'openai', upstream_model: 'gpt', price }] }] as unknown as Model[];

  it('is given when the parts add up to what was recorded', () => expect(explainCost(usage, models)?.length).toBe(2));
  it('is withheld when the price has changed since', () => expect(explainCost({ ...usage, cost_micros: 999 }, models)).toBeNull());
  it('is withheld when nothing was priced', () => expect(explainCost({ ...usage, cost_micros: null }, models)).toBeNull());
});
