import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import { models } from '../../api/resources';
import type { Catalog } from '../../api/types';

export const useModels = () => useQuery({ queryKey: ['models'], queryFn: ({ signal }) => models.list({}, signal) });

/** What is commonly known of models: list prices and capabilities, with the date of the facts. */
export const useCatalog = () => useQuery({
  queryKey: ['catalog'],
  queryFn: ({ signal }) => body(api.GET('/admin/api/catalog', { signal })) as Promise<Catalog>,
  staleTime: 600_000,
});
