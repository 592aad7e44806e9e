import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';

/** The OpenAI-compatible servers that a provider can be said to be. */
export const useServers = () => useQuery({
  queryKey: ['providers', 'servers'],
  queryFn: ({ signal }) => body(api.GET('/admin/api/providers/servers', { signal })),
  staleTime: 600_000,
});
