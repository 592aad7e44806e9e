import { describe, expect, it } from 'vitest';
import type { Catalog, Deployment, Model } from '../../api/types';
import { catalogEntry, offered, toModelDraft } from './modelDraft';

const catalog: Catalog = {
  date: '2026-11-20', source: 'test', currency: 'USD',
  models: [{ id: 'gpt-4o-mini', provider_kind: 'openai', capabilities: ['chat', 'tools'], price: { input: 0.15, output: 0.6 }, context_tokens: 128_000, output_tokens: 16_384 }],
};
const deployment: Deployment = {
  id: 'd', provider: 'openai', upstream_model: 'gpt-4o-mini', enabled: true, priority: 0, weight: 1, capabilities: ['tools', 'chat'],
  price: { input: 0.15, output: 0.6 }, price_source: 'catalog', prices: [], context_tokens: 128_000, output_tokens: 16_384, demo: false, catalog: { id: 'gpt-4o-mini', capabilities: ['chat', 'tools'], price: { input: 0.15, output: 0.6 }, context_tokens: 128_000, output_tokens: 16_384 },
};
const draft = (change: Partial<Deployment>) =>
  toModelDraft({ name: 'm', description: null, enabled: true, deployments: [{ ...deployment, ...change }] } as Model).deployments[0]!;

describe('the catalog', () => {
  it('knows a model by its kind of provider', () => {
    expect(catalogEntry(catalog, 'openai', 'gpt-4o-mini')?.id).toBe('gpt-4o-mini');
    expect(catalogEntry(catalog, 'openai_compatible', 'gpt-4o-mini')).toBeUndefined();
  });
  it('knows a dated release by its family', () => expect(catalogEntry(catalog, 'openai', 'gpt-4o-mini-2024-07-18')?.id).toBe('gpt-4o-mini'));
  it('knows what the clouds sell by the seller’s names', () => {
    const sellers: Catalog = { ...catalog, models: [...catalog.models, { ...catalog.models[0]!, id: 'gemini-2.5-pro', provider_kind: 'gemini' }, { ...catalog.models[0]!, id: 'claude-sonnet-4-5', provider_kind: 'anthropic' }] };
    expect(catalogEntry(sellers, 'azure_openai', 'gpt-4o-mini')?.id).toBe('gpt-4o-mini');
    expect(catalogEntry(sellers, 'vertex', 'publishers/google/models/gemini-2.5-pro')?.id).toBe('gemini-2.5-pro');
    expect(catalogEntry(sellers, 'vertex', 'claude-sonnet-4-5@20250929')?.id).toBe('claude-sonnet-4-5');
    expect(catalogEntry(sellers, 'vertex', 'publishers/anthropic/models/claude-sonnet-4-5')?.id).toBe('claude-sonnet-4-5');
    expect(catalogEntry(sellers, 'bedrock', 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0')?.id).toBe('claude-sonnet-4-5');
    expect(catalogEntry(sellers, 'bedrock', 'amazon.nova-pro-v1:0')).toBeUndefined();
    expect(offered(sellers, 'azure_openai').map((m) => m.id)).toEqual(['gpt-4o-mini']);
    expect(offered(sellers, 'vertex').map((m) => m.id)).toEqual(['gemini-2.5-pro']);
  });
  it('takes no other suffix for a date', () => expect(catalogEntry(catalog, 'openai', 'gpt-4o-mini-audio')).toBeUndefined());
});

describe('editing a deployment', () => {
  it('leaves to the catalog what came from it', () =>
    expect(draft({})).toMatchObject({ capabilities: null, price: null, context_tokens: null, output_tokens: null }));
  it('keeps the operator’s own price, every part of it', () =>
    expect(draft({ price: { input: 1, cache_write: 2, output: 3 }, price_source: 'own' }).price).toEqual({ input: 1, cache_write: 2, output: 3 }));
  it('keeps own capabilities and token limits also where the price is the catalog’s', () =>
    expect(draft({ capabilities: ['chat'], context_tokens: 32_000 })).toMatchObject({ capabilities: ['chat'], context_tokens: 32_000, output_tokens: null, price: null }));
});
