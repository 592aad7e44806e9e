import { useQuery } from '@tanstack/react-query';
import { keys, organizations, projects, teams, users } from '../../api/resources';
import type { Key, Organization, Project, Team, User } from '../../api/types';

export interface OrganizationTree {
  organization: Organization;
  teams: Team[];
  projects: Project[];
  users: User[];
  /** Those that still work. */
  keys: Key[];
}

/** An organization with everything below it. */
export const useOrganization = (id: string) => useQuery({
  queryKey: ['organizations', id, 'tree'],
  queryFn: async ({ signal }): Promise<OrganizationTree> => {
    const below = { organization_id: id };
    const [organization, ...rest] = await Promise.all([
      organizations.read(id, signal), teams.list(below, signal), projects.list(below, signal), users.list(below, signal), keys.list({ ...below, status: 'active' }, signal),
    ]);
    const [allTeams, allProjects, allUsers, allKeys] = rest;
    return { organization, teams: allTeams, projects: allProjects, users: allUsers, keys: allKeys };
  },
});
