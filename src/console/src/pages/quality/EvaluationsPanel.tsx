import { useQuery } from '@tanstack/react-query';
import type { Evaluation } from '../../api/types';
import { page } from '../../api/page';
import { Name } from '../../design/Badge';
import { share } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { right, Table } from '../../design/Table';
import { When } from '../../design/When';

/** The newest evaluations that were taken in. */
export function EvaluationsPanel() {
  const list = useQuery({ queryKey: ['evaluations'], queryFn: async ({ signal }) => (await page<Evaluation>('/evaluations', { limit: 20 }, signal)).items });
  return (
    <Panel title="Evaluations" note="the newest twenty" flush>
      <Loaded query={list} permission="evaluations:read" rows={3}>
        {(rows) => rows.length === 0 ? (
          <Empty title="No evaluation yet">Post the results of a harness to <code className="font-mono text-xs">/admin/api/evaluations</code> as JSON, JSON Lines or JUnit’s XML; contracts and promotions go by them.</Empty>
        ) : (
          <Table cards label="Evaluations" columns={['Run', 'Suite', 'Models', { label: 'Results', right: true }, { label: 'Passed', right: true }, 'When']}>
            {rows.map((run) => (
              <tr key={run.id}>
                <td><Name>{run.run_id}</Name></td><td>{run.suite}</td><td>{run.models.map((m) => <Name key={m} className="mr-2">{m}</Name>)}</td>
                <td className={right}>{run.results}</td><td className={right}>{share(run.passed, run.results)}</td><td><When at={run.at} /></td>
              </tr>
            ))}
          </Table>
        )}
      </Loaded>
    </Panel>
  );
}
