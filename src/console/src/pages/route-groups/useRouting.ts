import { useQuery } from '@tanstack/react-query';
import { send } from '../../api/client';
import type { Schemas } from '../../api/types';

/** Seconds between two looks. */
export const every = 5;

export type Split = Schemas['SplitView'];
export type Health = Schemas['HealthView'];
export type DeploymentHealth = Schemas['DeploymentHealthView'];
export type Rehearsal = Schemas['RehearsalView'];

/** Who served the group's calls lately. */
export const useSplit = (id: string, minutes: number, live: boolean) => useQuery({
  queryKey: ['split', id, minutes],
  queryFn: ({ signal }) => send<Split>('get', `/admin/api/route-groups/${encodeURIComponent(id)}/split`, { params: { query: { minutes } }, signal }),
  refetchInterval: live ? every * 1000 : false,
});

/** How deployments stand, as the instance that answers sees them. */
export const useHealth = (live: boolean) => useQuery({
  queryKey: ['routing-health'],
  queryFn: ({ signal }) => send<Health>('get', '/admin/api/routing/health', { signal }),
  refetchInterval: live ? every * 1000 : false,
});

/** Where a call would go. Nothing is sent by asking. */
export const useRehearsal = (subject: string | undefined, target: string, shape: Schemas['RehearsalShape'], api: string) => useQuery({
  queryKey: ['rehearsal', subject, target, api, shape],
  queryFn: ({ signal }) => send<Rehearsal>('post', '/admin/api/routing/simulate', { body: { subject, target, api, shape }, signal }),
  enabled: !!subject,
  retry: false,
});
