import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { Key } from '../../api/types';
import { Badge, Name, Signal } from '../../design/Badge';
import { Dialog } from '../../design/Dialog';
import { Loaded } from '../../design/Loaded';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';

/** What a key may call, decided by the code that decides its calls. */
export const useKeyTargets = (id: string | undefined) => useQuery({
  queryKey: ['keys', id, 'targets'],
  queryFn: ({ signal }) => body(api.GET('/admin/api/keys/{id}/targets', { params: { path: { id: id! } }, signal })),
  enabled: !!id,
});

export function TargetsDialog({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const targets = useKeyTargets(apiKey.id);
  return (
    <Dialog wide onClose={onClose} title={`What ${apiKey.name} may call`} lead="Decided here by the same code that decides its calls.">
      <Loaded query={targets} permission="keys:read">
        {(data) => data.targets.length === 0 ? <Empty title="There is nothing to call">No model and no route group exists yet.</Empty> : (
          <div className="-mx-4">
            <Table cards label="Targets" columns={['Target', 'May call', 'Why']}>
              {[...data.targets].sort((a, b) => Number(b.allowed) - Number(a.allowed) || a.name.localeCompare(b.name)).map((t) => (
                <tr key={t.name}>
                  <td><Name>{t.name}</Name> {t.kind === 'route_group' && <Badge>group</Badge>}</td>
                  <td>{t.allowed ? <Signal lamp="clear">yes</Signal> : <Signal lamp="danger">no</Signal>}</td>
                  <td className="text-xs text-ink-soft">{t.rule}</td>
                </tr>
              ))}
            </Table>
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}
