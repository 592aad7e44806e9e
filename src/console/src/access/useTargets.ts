import { useQuery } from '@tanstack/react-query';
import { models, routeGroups } from '../api/resources';

export interface Target {
  name: string;
  isGroup: boolean;
  enabled: boolean;
  /** Its access groups. */
  tags: readonly string[];
}

/** Everything a caller could put in “model”: models and route groups. */
export const useTargets = () => useQuery({
  queryKey: ['targets'],
  queryFn: async ({ signal }): Promise<Target[]> => {
    const [all, groups] = await Promise.all([models.list({}, signal), routeGroups.list({}, signal)]);
    return [
      ...all.map((m) => ({ name: m.name, isGroup: false, enabled: m.enabled, tags: m.tags })),
      ...groups.map((g) => ({ name: g.key, isGroup: true, enabled: g.enabled, tags: g.tags })),
    ].sort((a, b) => a.name.localeCompare(b.name));
  },
});
