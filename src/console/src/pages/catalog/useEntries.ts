import { useQuery } from '@tanstack/react-query';
import { models, routeGroups } from '../../api/resources';
import type { Deployment } from '../../api/types';

/** A callable target as a developer sees it. */
export interface Entry {
  name: string;
  description: string | null;
  enabled: boolean;
  demo: boolean;
  /** A route group: its strategy and members. */
  group: { strategy: string; members: string[] } | null;
  /** What every deployment behind it can do. */
  capabilities: string[];
  /** The smallest there is behind it, so that one can rely on it. */
  contextTokens: number | null;
  outputTokens: number | null;
  /** USD per million tokens, from the cheapest to the dearest deployment; null where one has none. */
  price: { input: [number, number]; output: [number, number] } | null;
}

const least = (values: (number | null | undefined)[]): number | null => {
  const known = values.filter((v): v is number => v != null);
  return known.length === 0 ? null : Math.min(...known);
};

const range = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];

/** What can be promised of a target that any of these deployments may serve. */
export function promise(deployments: Deployment[]): Pick<Entry, 'capabilities' | 'contextTokens' | 'outputTokens' | 'price' | 'demo'> {
  const live = deployments.filter((d) => d.enabled);
  const prices = live.map((d) => d.price);
  return {
    capabilities: (live[0]?.capabilities ?? []).filter((c) => live.every((d) => d.capabilities.includes(c))),
    contextTokens: least(live.map((d) => d.context_tokens)),
    outputTokens: least(live.map((d) => d.output_tokens)),
    price: live.length === 0 || prices.some((p) => p === null) ? null : { input: range(prices.map((p) => p!.input)), output: range(prices.map((p) => p!.output)) },
    demo: live.some((d) => d.demo),
  };
}

export const useEntries = () => useQuery({
  queryKey: ['entries'],
  queryFn: async ({ signal }): Promise<Entry[]> => {
    const [all, groups] = await Promise.all([models.list({}, signal), routeGroups.list({}, signal)]);
    const members = (names: string[]) => all.filter((m) => m.enabled && names.includes(m.name)).flatMap((m) => m.deployments);
    return [
      ...all.map((m): Entry => ({ name: m.name, description: m.description ?? null, enabled: m.enabled, group: null, ...promise(m.deployments) })),
      ...groups.map((g): Entry => {
        const names = g.members.map((m) => m.model);
        return { name: g.key, description: g.description ?? null, enabled: g.enabled, group: { strategy: g.strategy, members: names }, ...promise(members(names)) };
      }),
    ].sort((a, b) => Number(b.enabled) - Number(a.enabled) || a.name.localeCompare(b.name));
  },
});
