import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api/client';
import type { Schemas } from '../api/types';
import { Badge } from '../design/Badge';
import { count, money, NOTHING } from '../design/format';
import { Loaded } from '../design/Loaded';
import { Empty } from '../design/States';
import { Table } from '../design/Table';
import { When } from '../design/When';

type Standing = Schemas['LimitView'];
export type LimitedLevel = 'key' | 'user' | 'project' | 'team' | 'organization';

const amount = (limit: Standing, value: number) => (limit.unit === 'micro_usd' ? money(value) : count(value));
const words = (limit: Standing) => limit.limit.replaceAll('-', ' ');

/** Every limit that judges calls there, with what is taken and left now. */
export function LimitStandings({ level, id }: { level: LimitedLevel; id: string }) {
  const standings = useQuery({
    queryKey: ['limits', level, id],
    queryFn: ({ signal }) => body(api.GET('/admin/api/limits/explain', { params: { query: { [level]: id } }, signal })),
    refetchInterval: 5000,
  });
  return (
    <Loaded query={standings} permission="keys:read">
      {(data) => data.limits.length === 0 ? <Empty title="No limits">Nothing limits its calls, here or above. Edit it to set a rate or a budget.</Empty> : (
        <Table cards label="Limits" columns={['Limit', 'At', 'Taken', 'Left', 'Starts anew']}>
          {data.limits.map((limit) => (
            <tr key={`${limit.scope_id} ${limit.limit} ${limit.asset ?? ''}`}>
              <td>{words(limit)} {limit.asset && <Badge mono>{limit.asset}</Badge>} {!limit.hard && <Badge>soft</Badge>}</td>
              <td className="text-ink-soft">{limit.level} {limit.scope}</td>
              <td className="tabular-nums">
                <meter className="mr-2 h-2 w-20 align-middle" min={0} max={limit.amount} high={limit.amount * 0.9} value={Math.min(limit.amount, limit.taken + limit.reserved)} aria-label={`${words(limit)} of ${limit.scope}`} />
                {amount(limit, limit.taken + limit.reserved)} of {amount(limit, limit.amount)}
              </td>
              <td className="tabular-nums">{amount(limit, limit.remaining)}</td>
              <td>{limit.resets_at ? <When at={limit.resets_at} /> : NOTHING}</td>
            </tr>
          ))}
        </Table>
      )}
    </Loaded>
  );
}
