import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';

/** Seconds between two looks. Instances write down how they stand every two. */
export const every = 3;

export const useInstances = (live: boolean) => useQuery({
  queryKey: ['instances'],
  queryFn: ({ signal }) => body(api.GET('/admin/api/instances', { signal })),
  refetchInterval: live ? every * 1000 : false,
});
