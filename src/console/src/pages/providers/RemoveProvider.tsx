import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import { providers } from '../../api/resources';
import type { Provider } from '../../api/types';
import { Name } from '../../design/Badge';
import { RemoveDialog } from '../../editing/RemoveDialog';

export function RemoveProvider({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const users = useQuery({
    queryKey: ['providers', provider.id, 'references'],
    queryFn: ({ signal }) => body(api.GET('/admin/api/providers/{id}/references', { params: { path: { id: provider.id } }, signal })),
    staleTime: 0,
  });
  return (
    <RemoveDialog resource={providers} view={provider} onClose={onClose} checking={users.isPending} error={users.error}
      users={users.data?.deployments.map((d) => <>Model <Name>{d.model}</Name> by its deployment of <Name>{d.upstream_model}</Name></>)}
      instead="Remove those deployments first, or disable the provider: then no call is sent to it.">
      No model uses it. Its credential is forgotten at once and cannot be read back.
    </RemoveDialog>
  );
}
