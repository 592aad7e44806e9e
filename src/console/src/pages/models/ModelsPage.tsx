import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { models } from '../../api/resources';
import type { Model } from '../../api/types';
import { Badge, Name, Signal, YamlBadge } from '../../design/Badge';
import { Button, buttonLook } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { Menu } from '../../design/Menu';
import { PageHead, Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { right, Table } from '../../design/Table';
import { SwitchProblem } from '../../editing/SwitchProblem';
import { useEnabled } from '../../editing/useEnabled';
import { useMay } from '../../session/session';
import { useProviders } from '../providers/useProviders';
import { Capabilities } from './Capabilities';
import { DeploymentLine, PriceLine } from './DeploymentLine';
import { ModelForm } from './ModelForm';
import { RemoveModel } from './RemoveModel';
import { useCatalog, useModels } from './useModels';

const route = getRouteApi('/models');

export function ModelsPage() {
  const { edit } = route.useSearch();
  const navigate = useNavigate();
  const open = (id?: string) => navigate({ to: '/models', search: id ? { edit: id } : {} });
  const may = useMay('models:write');
  const list = useModels();
  const catalog = useCatalog();
  const providers = useProviders();
  const enabled = useEnabled(models);
  const [removing, setRemoving] = useState<Model | null>(null);
  const edited = list.data?.find((m) => m.id === edit);
  const add = <Button tone="primary" disabled={!may} onClick={() => open('new')}><Plus className="size-4" aria-hidden />Add model</Button>;
  const why = (m: Model) => (m.owner === 'yaml' ? 'The YAML configuration manages this' : may ? false : 'You may not change this');

  return (
    <>
      <PageHead title="Models" lead="The public names that callers use. Each resolves to one or more deployments, tried in the order of their priority." actions={add} />
      <SwitchProblem deed={enabled} nameOf={models.nameOf} />
      <Panel flush>
        <Loaded query={list} permission="models:read">
          {(rows) => rows.length === 0 ? (
            <Empty title="No models yet" action={providers.data?.length === 0 ? <Link to="/providers" search={{ edit: 'new' }} className={buttonLook('primary')}>Add a provider first</Link> : add}>
              Give a model the name your callers should use, and say which provider serves it. Prices and capabilities of common models are filled in.
            </Empty>
          ) : (
            <Table cards label="Models" columns={['Name', 'Deployments', 'Capabilities', { label: '$ per 1M tokens, in / out', right: true }, 'State', '']}>
              {rows.map((m) => (
                <tr key={m.id}>
                  <td><Link to="/models/$id" params={{ id: m.id }} className="hover:underline"><Name className="font-semibold">{m.name}</Name></Link> {m.owner === 'yaml' && <YamlBadge />}{m.description && <span className="block max-w-56 text-xs text-ink-faint">{m.description}</span>}</td>
                  <td>{m.deployments.map((d) => <DeploymentLine key={d.id} deployment={d} several={m.deployments.length > 1} />)}</td>
                  <td><Capabilities names={m.deployments[0]?.capabilities ?? []} /></td>
                  <td className={right}>{m.deployments.map((d) => <PriceLine key={d.id} deployment={d} />)}</td>
                  <td>{!m.enabled ? <Signal lamp="caution">disabled</Signal> : m.deployments.some((d) => d.enabled) ? <Signal lamp="clear">enabled</Signal> : <Signal lamp="danger" title="Every deployment is switched off">no deployment</Signal>}</td>
                  <td>
                    <div className="flex justify-end">
                      <Menu label={`More for ${m.name}`} items={[
                        { label: m.owner === 'yaml' || !may ? 'Show' : 'Edit', onSelect: () => open(m.id) },
                        { label: 'How calls are served', onSelect: () => navigate({ to: '/models/$id', params: { id: m.id } }) },
                        { label: 'Calls', onSelect: () => navigate({ to: '/requests', search: { model: m.name } }) },
                        { label: m.enabled ? 'Disable' : 'Enable', onSelect: () => enabled.run(m), disabled: why(m) },
                        { label: 'Delete…', danger: true, onSelect: () => setRemoving(m), disabled: why(m) },
                      ]} />
                    </div>
                  </td>
                </tr>
              ))}
            </Table>
          )}
        </Loaded>
      </Panel>
      {catalog.data && <p className="mt-2.5 text-xs text-ink-faint"><Badge>catalog</Badge> marks list prices of {catalog.data.date}; a price of your own takes their place.</p>}
      {(edit === 'new' || edited) && catalog.data && providers.data && <ModelForm key={edit} model={edited ?? null} catalog={catalog.data} providers={providers.data} onClose={() => open()} />}
      {removing && <RemoveModel model={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}
