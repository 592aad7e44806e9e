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
  /** Prices that follow each other; they are set through the API or a file, and kept here as they are. */
  prices?: Deployment['prices'];
  context_tokens: number | null;
  output_tokens: number | null;
}

export interface ModelDraft {
  name: string;
  description: string | null;
  enabled: boolean;
  deployments: DeploymentDraft[];
}

/** Whose list a cloud sells a model from, and what it is called there, as the gateway itself looks it up. */
function sold(kind: string | undefined, model: string): [kind: string | undefined, model: string] {
  const name = model.slice(model.lastIndexOf('/') + 1);
  switch (kind) {
    case 'azure_openai': return ['openai', model];
    case 'vertex': return /^(claude-|publishers\/anthropic\/)/.test(model) ? ['anthropic', name.replaceAll('@', '-')] : ['gemini', name];
    case 'bedrock': {
      const claude = /(?:^|[./])anthropic\.(claude-[a-z0-9.-]+?)(?:-v\d+(?::\d+)?)?$/.exec(model)?.[1];
      return claude ? ['anthropic', claude] : [kind, model];
    }
    default: return [kind, model];
  }
}

/** The catalog's entry for an upstream's model; a dated release is known by its family. An OpenAI-compatible upstream has none: its prices are its own. */
export function catalogEntry(catalog: Catalog | undefined, kind: string | undefined, upstreamModel: string): CatalogModel | undefined {
  const [seller, model] = sold(kind, upstreamModel);
  const find = (id: string) => catalog?.models.find((m) => m.provider_kind === seller && m.id === id);
  return find(model) ?? find(model.replace(/-(\d{4}-\d{2}-\d{2}|\d{8})$/, ''));
}

/** The names that the catalog knows models of a kind by. What a cloud calls its deployments is its own, so that only where the names are the seller's they are offered. */
export const offered = (catalog: Catalog, kind: string | undefined): CatalogModel[] => {
  const seller = kind === 'azure_openai' ? 'openai' : kind === 'vertex' ? 'gemini' : kind;
  return catalog.models.filter((m) => m.provider_kind === seller);
};

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
    price: deployment.price_source === 'own' && deployment.prices.length === 0 ? deployment.price : null,
    ...(deployment.prices.length > 0 ? { prices: deployment.prices } : {}),
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
