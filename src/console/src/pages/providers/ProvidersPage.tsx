import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { providers } from '../../api/resources';
import type { Provider } from '../../api/types';
import { Badge, DemoBadge, Name, Signal, YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { some } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Menu } from '../../design/Menu';
import { PageHead, Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';
import { SwitchProblem } from '../../editing/SwitchProblem';
import { useEnabled } from '../../editing/useEnabled';
import { useMay } from '../../session/session';
import { useModels } from '../models/useModels';
import { kindOf } from './kinds';
import { ProviderForm } from './ProviderForm';
import { RemoveProvider } from './RemoveProvider';
import { TestDialog } from './TestDialog';
import { useProviders } from './useProviders';

const route = getRouteApi('/providers');

export function ProvidersPage() {
  const { edit, kind, step } = route.useSearch();
  const navigate = useNavigate();
  const open = (id?: string) => navigate({ to: '/providers', search: id ? { edit: id } : {} });
  const may = useMay('providers:write');
  const list = useProviders();
  const models = useModels();
  const enabled = useEnabled(providers);
  const [testing, setTesting] = useState<Provider | null>(null);
  const [removing, setRemoving] = useState<Provider | null>(null);
  const add = <Button tone="primary" disabled={!may} onClick={() => open('new')}><Plus className="size-4" aria-hidden />Add provider</Button>;
  const usedBy = (name: string) => models.data?.filter((m) => m.deployments.some((d) => d.provider === name)).length ?? 0;
  const edited = list.data?.find((p) => p.id === edit);

  return (
    <>
      <PageHead title="Providers" lead="Upstream accounts: where calls go, and with which credential." actions={add} />
      <SwitchProblem deed={enabled} nameOf={providers.nameOf} />
      <Panel flush>
        <Loaded query={list} permission="providers:read">
          {(rows) => rows.length === 0 ? (
            <Empty title="No providers yet" action={add}>Add OpenAI, Anthropic, Google, AWS or Azure, or any server that speaks OpenAI’s protocol. The connection is tested before it is saved.</Empty>
          ) : (
            <Table cards label="Providers" columns={['Name', 'Kind', 'Base URL', 'Credential', 'Used by', 'State', '']}>
              {rows.map((p) => (
                <tr key={p.id}>
                  <td className="font-medium"><Link to="/providers" search={{ edit: p.id }} className="hover:underline">{p.name}</Link> {p.demo && <DemoBadge />} {p.owner === 'yaml' && <YamlBadge />}</td>
                  <td>{kindOf(p.kind).name}{p.server && <> <Badge>{p.server}</Badge></>}</td>
                  <td className="text-ink-soft">{p.demo ? 'inside the gateway' : <Name>{p.base_url}</Name>} {p.allow_http && <Badge lamp="caution" title="Credential and prompts travel unencrypted">plain HTTP</Badge>} {p.allow_private && <Badge title="May resolve to private addresses">private</Badge>}</td>
                  <td>{p.demo ? <span className="text-ink-faint">not needed</span> : p.has_credential ? <Signal lamp="clear">set</Signal> : <Signal lamp="off">none</Signal>}</td>
                  <td className="text-ink-soft">{some(usedBy(p.name), 'model')}</td>
                  <td>{p.enabled ? <Signal lamp="clear">enabled</Signal> : <Signal lamp="caution">disabled</Signal>}</td>
                  <td>
                    <div className="flex items-center justify-end gap-1">
                      <Button size="sm" disabled={!may} onClick={() => setTesting(p)}>Test</Button>
                      <Menu label={`More for ${p.name}`} items={[
                        { label: p.owner === 'yaml' || !may ? 'Show' : 'Edit', onSelect: () => open(p.id) },
                        { label: p.enabled ? 'Disable' : 'Enable', onSelect: () => enabled.run(p), disabled: why(p.owner, may) },
                        { label: 'Delete…', danger: true, onSelect: () => setRemoving(p), disabled: why(p.owner, may) },
                      ]} />
                    </div>
                  </td>
                </tr>
              ))}
            </Table>
          )}
        </Loaded>
      </Panel>
      {(edit === 'new' || edited) && <ProviderForm key={edit} provider={edited ?? null} kind={kind} step={step} onClose={() => open()} />}
      {testing && <TestDialog provider={testing} onClose={() => setTesting(null)} />}
      {removing && <RemoveProvider provider={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

/** Why a row cannot be changed; false when it can. */
const why = (owner: string, may: boolean) => (owner === 'yaml' ? 'The YAML configuration manages this' : may ? false : 'You may not change this');
