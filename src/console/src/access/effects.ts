import type { Schemas } from '../api/types';

export type Effect = Schemas['AccessEffectView'];

/** Effects of a preview gathered by the key they befall, in the order of the preview. */
export function byKey(effects: readonly Effect[]): { key: Effect; gains: Effect[]; loses: Effect[] }[] {
  const found = new Map<string, { key: Effect; gains: Effect[]; loses: Effect[] }>();
  for (const effect of effects) {
    const entry = found.get(effect.key_id) ?? { key: effect, gains: [], loses: [] };
    found.set(effect.key_id, entry);
    (effect.effect === 'gains' ? entry.gains : entry.loses).push(effect);
  }
  return [...found.values()];
}
