import { same } from '../../api/mergePatch';
import type { Catalog, CatalogModel, Deployment, Model, Price } from '../../api/types';

/** What a deployment can be able to do, in the API's words. */
export const capabilities = ['chat', 'responses', 'messages', 'embeddings', 'tools', 'parallel_tools', 'images', 'audio', 'pdf', 'structured_output', 'reasoning'] as const;

/** As it is sent: what is left out (undefined or null) the catalog fills in. */
export interface DeploymentDraft {
  provider: string;
  upstream_model: string;
  enabled: boolean;
  priority: number;
  weight: number;
  capabilities: string[] | null;
  price: Price | null;
  context_tokens: number | null;
  output_tokens: number | null;
}

export interface ModelDraft {
  name: string;
  description: string | null;
  enabled: boolean;
  deployments: DeploymentDraft[];
}

/** The catalog's entry for an upstream's model; a dated release is known by its family. An OpenAI-compatible upstream has none: its prices are its own. */
export function catalogEntry(catalog: Catalog | undefined, kind: string | undefined, upstreamModel: string): CatalogModel | undefined {
  const find = (id: string) => catalog?.models.find((m) => m.provider_kind === kind && m.id === id);
  const family = upstreamModel.replace(/-(\d{4}-\d{2}-\d{2}|\d{8})$/, '');
  return find(upstreamModel) ?? find(family);
}

export const newDeployment = (provider: string): DeploymentDraft => ({
  provider, upstream_model: '', enabled: true, priority: 0, weight: 1, capabilities: null, price: null, context_tokens: null, output_tokens: null,
});

/**
 * The writable part of a deployment. An answer shows values with the catalog's already filled in: what equals the catalog's is
 * taken to come from there, so that a later catalog may change it.
 */
function toDeploymentDraft(deployment: Deployment): DeploymentDraft {
  const entry = deployment.catalog;
  return {
    provider: deployment.provider,
    upstream_model: deployment.upstream_model,
    enabled: deployment.enabled,
    priority: deployment.priority,
    weight: deployment.weight,
    capabilities: same([...deployment.capabilities].sort(), [...(entry?.capabilities ?? [])].sort()) ? null : deployment.capabilities,
    price: deployment.price_source === 'own' ? deployment.price : null,
    context_tokens: deployment.context_tokens === (entry?.context_tokens ?? null) ? null : deployment.context_tokens ?? null,
    output_tokens: deployment.output_tokens === (entry?.output_tokens ?? null) ? null : deployment.output_tokens ?? null,
  };
}

/** What the form edits. */
export const toModelDraft = (model: Model | null): ModelDraft => ({
  name: model?.name ?? '',
  description: model?.description ?? null,
  enabled: model?.enabled ?? true,
  deployments: model?.deployments.map(toDeploymentDraft) ?? [newDeployment('')],
});
