import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import { models } from '../../api/resources';
import type { Catalog, Model } from '../../api/types';

export const useModels = () => useQuery({ queryKey: ['models'], queryFn: ({ signal }) => models.list({}, signal) });

export const useModel = (id: string) => useQuery({ queryKey: ['models', id], queryFn: ({ signal }) => models.read(id, signal) });

/** How a model serves the calls of each API, decided by the code that decides it for a call. Asked for anew when the model changes. */
export const useDialects = ({ id, etag }: Model) => useQuery({
  queryKey: ['models', id, 'dialects', etag],
  queryFn: ({ signal }) => body(api.GET('/admin/api/models/{id}/dialects', { params: { path: { id } }, signal })),
});

/** What is commonly known of models: list prices and capabilities, with the date of the facts. */
export const useCatalog = () => useQuery({
  queryKey: ['catalog'],
  queryFn: ({ signal }) => body(api.GET('/admin/api/catalog', { signal })) as Promise<Catalog>,
  staleTime: 600_000,
});
