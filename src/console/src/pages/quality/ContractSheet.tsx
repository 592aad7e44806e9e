import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { send } from '../../api/client';
import type { Page } from '../../api/page';
import type { QualityContract, Schemas } from '../../api/types';
import { Name, Signal } from '../../design/Badge';
import { Button, buttonLook } from '../../design/Button';
import { Sheet } from '../../design/Dialog';
import { count } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Facts } from '../../design/Page';
import { Table } from '../../design/Table';
import { When } from '../../design/When';
import { BoundTable } from './BoundTable';
import { lamps, meanings } from './standings';

/** A contract with the evidence of this moment, and its versions. */
export function ContractSheet({ contract, onEdit, onClose }: { contract: QualityContract; onEdit: () => void; onClose: () => void }) {
  const at = `/admin/api/quality-contracts/${encodeURIComponent(contract.id)}`;
  const evaluation = useQuery({ queryKey: ['quality-contracts', contract.id, 'evaluation'], queryFn: ({ signal }) => send<Schemas['ContractEvaluationView']>('get', `${at}/evaluation`, { signal }), refetchInterval: 15_000 });
  const versions = useQuery({ queryKey: ['quality-contracts', contract.id, 'versions', contract.etag], queryFn: async ({ signal }) => (await send<Page<Schemas['ContractVersionView']>>('get', `${at}/versions`, { params: { query: { limit: 20 } }, signal })).items });
  return (
    <Sheet onClose={onClose} title={<>Contract of <Name className="text-base">{contract.route_group}</Name></>} lead={contract.users.length > 0 ? `For ${contract.users.join(', ')}` : 'Nobody is named whom it is for'}
      foot={<><Link to="/route-groups/$id" params={{ id: contract.route_group_id }} className={buttonLook()}>The group</Link><Button tone="primary" onClick={onEdit}>{contract.owner === 'yaml' ? 'Show the terms' : 'Edit'}</Button></>}>
      <div className="grid gap-5">
        <Loaded query={evaluation} permission="quality_contracts:read" rows={5}>
          {(now) => (
            <>
              <Facts items={[
                ['Stands', <Signal key="s" lamp={lamps[now.standing] ?? 'off'} title={meanings[now.standing]}>{now.standing}</Signal>],
                ['Calls looked at', count(now.calls)], ['Since', <When key="w" at={now.since} />],
                ['Tasks', contract.tasks.join(', ')], ['Promotion rule', contract.promotion?.note], ['Rollback rule', contract.rollback?.note],
              ]} />
              {now.bounds.length === 0 ? <p className="text-sm text-ink-soft">The contract asks for nothing that can be seen. Add bounds to it.</p> : <BoundTable bounds={now.bounds} />}
            </>
          )}
        </Loaded>
        <Loaded query={versions} permission="quality_contracts:read" rows={2}>
          {(rows) => (
            <Table cards label="Versions" columns={['Version', 'When', 'Who', 'Why']}>
              {rows.map((v, i) => <tr key={v.revision}><td>{v.revision}{i === 0 && ', in force'}</td><td><When at={v.at} /></td><td>{v.actor}</td><td className="text-ink-soft">{v.reason ?? '–'}</td></tr>)}
            </Table>
          )}
        </Loaded>
      </div>
    </Sheet>
  );
}
