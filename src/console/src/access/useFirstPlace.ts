import { useQuery } from '@tanstack/react-query';
import { page } from '../api/page';
import type { Organization, Team } from '../api/types';
import type { Place } from './PlacePicker';

/** The first organization there is, to start from; null when there is none. */
export const useFirstOrganization = () => useQuery({
  queryKey: ['organizations', 'first'],
  queryFn: async ({ signal }) => (await page<Organization>('/organizations', { limit: 1 }, signal)).items[0] ?? null,
});

/** The first team of an organization; null when it has none. */
export const useFirstTeam = (organizationId: string | undefined) => useQuery({
  queryKey: ['teams', 'first', organizationId],
  queryFn: async ({ signal }): Promise<Place | null> => {
    const [team] = (await page<Team>('/teams', { organization_id: organizationId, limit: 1 }, signal)).items;
    return team ? { team_id: team.id, project_id: null, name: team.name } : null;
  },
  enabled: !!organizationId,
});
