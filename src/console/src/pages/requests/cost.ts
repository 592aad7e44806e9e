import type { Model, Price, Usage } from '../../api/types';

export interface CostPart {
  label: string;
  tokens: number;
  /** USD per million tokens. */
  price: number;
  /** Micro-USD, not rounded. */
  micros: number;
}

type Counts = Pick<Usage, 'tokens_input' | 'tokens_output' | 'tokens_cached' | 'tokens_cache_write'>;

/** The parts of a call's cost at a price, by the rules of the gateway: cached and written input are parts of the input, and cost as input where no price of their own is set. */
export function costParts(usage: Counts, price: Price): CostPart[] {
  const clamp = (value: number, most: number) => Math.min(Math.max(0, value), most);
  const input = Math.max(0, usage.tokens_input ?? 0);
  const cached = clamp(usage.tokens_cached ?? 0, input);
  const written = clamp(usage.tokens_cache_write ?? 0, input - cached);
  const part = (label: string, tokens: number, usd: number): CostPart => ({ label, tokens, price: usd, micros: tokens * usd });
  return [
    part('Input', input - cached - written, price.input),
    part('Input read from cache', cached, price.cached_input ?? price.input),
    part('Input written to cache', written, price.cache_write ?? price.input),
    part('Output', Math.max(0, usage.tokens_output ?? 0), price.output),
  ].filter((p) => p.tokens > 0);
}

/** The parts, if they add up to what was recorded. They do not when the price was changed since; then only the sum is known. */
export function explainCost(usage: Usage, models: readonly Model[]): CostPart[] | null {
  if (usage.cost_micros == null) return null;
  for (const { deployments } of models) {
    for (const d of deployments) {
      if (d.provider !== usage.provider || d.upstream_model !== usage.upstream_model || !d.price) continue;
      const parts = costParts(usage, d.price);
      if (Math.abs(parts.reduce((sum, p) => sum + p.micros, 0) - usage.cost_micros) <= 0.5 + 1e-6) return parts;
    }
  }
  return null;
}
