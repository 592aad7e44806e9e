import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { qualityContracts } from '../../api/resources';
import { Signal } from '../../design/Badge';
import { buttonLook } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { BoundTable } from '../quality/BoundTable';
import { lamps, meanings } from '../quality/standings';

/** What the group must achieve, and how it stands. */
export function ContractPanel({ group }: { group: string }) {
  const contract = useQuery({ queryKey: ['quality-contracts', 'of', group], queryFn: async ({ signal }) => (await qualityContracts.list({ route_group: group }, signal))[0] ?? null, refetchInterval: 15_000 });
  const found = contract.data;
  return (
    <Panel title="Quality contract" note={found ? <Signal lamp={lamps[found.standing.standing] ?? 'off'} title={meanings[found.standing.standing]}>{found.standing.standing}</Signal> : undefined} flush
      actions={found ? <Link to="/quality" search={{ show: found.id }} className={buttonLook('plain', 'sm')}>Evidence</Link> : <Link to="/quality" search={{ edit: 'new', group }} className={buttonLook('plain', 'sm')}>Write one</Link>}>
      <Loaded query={contract} permission="quality_contracts:read" rows={2}>
        {(row) => (row === null
          ? <p className="p-4 text-sm text-ink-soft">Nobody has said what this group must achieve: for whom, at what cost, latency and reliability, and by which evaluations.</p>
          : row.standing.bounds.length > 0 ? <BoundTable bounds={row.standing.bounds} /> : <p className="p-4 text-sm text-ink-soft">It is looked at within half a minute.</p>)}
      </Loaded>
    </Panel>
  );
}
