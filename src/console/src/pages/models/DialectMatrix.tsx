import type { Model, Schemas } from '../../api/types';
import { Name, Signal } from '../../design/Badge';
import { Panel } from '../../design/Page';
import { Loaded } from '../../design/Loaded';
import { Table } from '../../design/Table';
import { apiName } from './apiNames';
import { useDialects } from './useModels';

const apis = ['chat_completions', 'responses', 'messages', 'embeddings'] as const;

/** For each API that callers speak, how each deployment serves it. The gateway says so; nothing is worked out here. */
export function DialectMatrix({ model }: { model: Model }) {
  const dialects = useDialects(model);
  return (
    <Panel title="How calls are served" note="whatever SDK the caller has" flush>
      <Loaded query={dialects} permission="models:read" rows={model.deployments.length + 1}>
        {(data) => (
          <Table cards label="How calls are served" columns={['Deployment', ...apis.map(apiName)]}>
            {data.deployments.map((row) => {
              const d = model.deployments.find(({ id }) => id === row.id);
              return (
                <tr key={row.id}>
                  <td>{d && <Name><span className="text-ink-faint">{d.provider}/</span>{d.upstream_model}</Name>}</td>
                  {apis.map((api) => <td key={api}><Served served={row.apis.find((a) => a.api === api)} /></td>)}
                </tr>
              );
            })}
          </Table>
        )}
      </Loaded>
      <p className="border-t border-line px-4 py-2.5 text-xs text-ink-faint">A translated call says in the header x-signalbox-translation what was left out or brought about by other means; <a className="underline" href="/docs/reference/translation">the rules</a>.</p>
    </Panel>
  );
}

function Served({ served }: { served?: Schemas['ServedApiView'] }) {
  if (!served) return null;
  if (served.serving === 'as_is') return <Signal lamp="clear" title="Passed on byte for byte, but for the model’s name">as they are</Signal>;
  if (served.serving === 'translated') return <span className="grid"><Signal lamp="note">translated</Signal><span className="text-xs text-ink-faint">into {apiName(served.upstream_api ?? '')}</span></span>;
  return <span className="grid"><Signal lamp="off">not served</Signal><span className="text-xs text-ink-faint">{served.reason}</span></span>;
}
