import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import { models } from '../../api/resources';
import type { Model } from '../../api/types';
import { Name } from '../../design/Badge';
import { RemoveDialog } from '../../editing/RemoveDialog';

export function RemoveModel({ model, onClose, onRemoved }: { model: Model; onClose: () => void; onRemoved?: () => void }) {
  const users = useQuery({
    queryKey: ['models', model.id, 'references'],
    queryFn: ({ signal }) => body(api.GET('/admin/api/models/{id}/references', { params: { path: { id: model.id } }, signal })),
    staleTime: 0,
  });
  return (
    <RemoveDialog resource={models} view={model} onClose={onClose} onRemoved={onRemoved} checking={users.isPending} error={users.error}
      users={users.data && [
        ...users.data.grants.map((g) => <>Granted to the {g.scope_kind} <strong>{g.scope_name}</strong></>),
        ...users.data.route_groups.map((key) => <>Member of the route group <Name>{key}</Name></>),
      ]}
      instead="Take the grants and memberships away first, or disable the model: callers are then told that nothing can serve it.">
      No grant and no route group names it. Callers that ask for <Name>{model.name}</Name> get 404 from the next call on. Its usage stays on record.
    </RemoveDialog>
  );
}
