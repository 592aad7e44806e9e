import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../../api/client';
import type { Page } from '../../api/page';
import { policies } from '../../api/resources';
import type { Policy, PolicyVersion, Schemas } from '../../api/types';

const at = (id: string) => `/admin/api/policies/${encodeURIComponent(id)}`;

export const usePolicies = () => useQuery({ queryKey: ['policies'], queryFn: ({ signal }) => policies.list({}, signal) });

export const usePolicy = (id: string) => useQuery({ queryKey: ['policies', id], queryFn: ({ signal }) => policies.read(id, signal) });

/** A policy's versions, newest first. */
export const useVersions = (policy: Policy) => useQuery({
  queryKey: ['policies', policy.id, 'versions', policy.latest_version],
  queryFn: async ({ signal }) => (await send<Page<PolicyVersion>>('get', `${at(policy.id)}/versions`, { params: { query: { limit: 100 } }, signal })).items,
});

/** How the version in force runs at the instance that answers. */
export const useRunning = (id: string) => useQuery({
  queryKey: ['policies', id, 'running'], refetchInterval: 5_000, queryFn: ({ signal }) => send<Schemas['PolicyRunningView']>('get', `${at(id)}/running`, { signal }),
});

/** Which versions came into force, newest first. */
export const useActivations = (policy: Policy) => useQuery({
  queryKey: ['policies', policy.id, 'activations', policy.etag],
  queryFn: async ({ signal }) => (await send<Page<Schemas['PolicyActivationView']>>('get', `${at(policy.id)}/activations`, { params: { query: { limit: 20 } }, signal })).items,
});

/** What scripts are written against. */
export const useTypings = () => useQuery({
  queryKey: ['policies', 'typings'], staleTime: Infinity, queryFn: ({ signal }) => send<Schemas['ScriptTypingsView']>('get', '/admin/api/policies/typings', { signal }),
});

/** What is to come into force. */
export type Move = { kind: 'activate'; version: number } | { kind: 'rollback' };

export function useMove(policy: Policy, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ move, reason }: { move: Move; reason: string }) => send<Policy>('post', `${at(policy.id)}/${move.kind}`, {
      body: { ...(move.kind === 'activate' ? { version: move.version } : {}), ...(reason ? { reason } : {}) }, headers: { 'If-Match': policy.etag },
    }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onDone();
    },
    onError: () => void queries.invalidateQueries(),
  });
}

/** Adds a version; the server compiles a script first. */
export function useAddVersion(policy: Policy, onDone: (version: PolicyVersion) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: Schemas['PolicyVersionDraft']) => send<PolicyVersion>('post', `${at(policy.id)}/versions`, { body: draft, headers: { 'If-Match': policy.etag } }),
    onSuccess: async (version) => {
      await queries.invalidateQueries();
      onDone(version);
    },
  });
}

/** Has the server check the types of a script. */
export const useCheck = () => useMutation({ mutationFn: (source: string) => send<Schemas['ScriptCheckView']>('post', '/admin/api/policies/check', { body: { source } }) });

/** Tries a version on recorded calls. */
export const useTrial = (id: string) => useMutation({
  mutationFn: (draft: Schemas['PolicyTrialDraft']) => send<Schemas['PolicyTrialView']>('post', `${at(id)}/test`, { body: draft }),
});
