import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { models } from '../../api/resources';
import type { Model } from '../../api/types';
import { Signal, YamlBadge } from '../../design/Badge';
import { Button, buttonLook } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { Menu } from '../../design/Menu';
import { PageHead } from '../../design/Page';
import { SwitchProblem } from '../../editing/SwitchProblem';
import { useEnabled } from '../../editing/useEnabled';
import { AssetLimits } from '../../limits/LimitsInForce';
import { useMay } from '../../session/session';
import { useProviders } from '../providers/useProviders';
import { DeploymentPanel } from './DeploymentPanel';
import { DialectMatrix } from './DialectMatrix';
import { ModelForm } from './ModelForm';
import { RemoveModel } from './RemoveModel';
import { useCatalog, useModel } from './useModels';

const route = getRouteApi('/models/$id');

/** One public name: where its calls may go, what each deployment can do and costs, and which APIs reach it. */
export function ModelPage() {
  const { id } = route.useParams();
  const model = useModel(id);
  return (
    <>
      {!model.data && <PageHead title="Model" above={<Link to="/models">Models</Link>} />}
      <Loaded query={model} permission="models:read" rows={8}>{(data) => <Page key={data.id} model={data} />}</Loaded>
    </>
  );
}

function Page({ model: m }: { model: Model }) {
  const { edit } = route.useSearch();
  const navigate = useNavigate();
  const open = (form: boolean) => navigate({ to: '/models/$id', params: { id: m.id }, search: form ? { edit: m.id } : {} });
  const may = useMay('models:write');
  const providers = useProviders();
  const catalog = useCatalog();
  const enabled = useEnabled(models);
  const [removing, setRemoving] = useState(false);
  const why = m.owner === 'yaml' ? 'The YAML configuration manages this' : may ? false : 'You may not change this';
  return (
    <>
      <PageHead title={m.name} lead={m.description ?? 'A public name that callers use, and the deployments that serve it.'} above={<Link to="/models">Models</Link>}
        beside={<>{m.enabled ? <Signal lamp="clear">enabled</Signal> : <Signal lamp="caution">disabled</Signal>}{m.owner === 'yaml' && <YamlBadge />}</>}
        actions={(
          <>
            <Link to="/build/playground" search={{ model: m.name }} className={buttonLook()}>Try it</Link>
            <Button tone="primary" onClick={() => open(true)}>{why ? 'Show the form' : 'Edit'}</Button>
            <Menu label={`More for ${m.name}`} items={[
              { label: 'Calls', onSelect: () => navigate({ to: '/requests', search: { model: m.name } }) },
              { label: m.enabled ? 'Disable' : 'Enable', onSelect: () => enabled.run(m), disabled: why },
              { label: 'Delete…', danger: true, onSelect: () => setRemoving(true), disabled: why },
            ]} />
          </>
        )} />
      <SwitchProblem deed={enabled} nameOf={models.nameOf} />
      <div className="grid gap-4">
        <DialectMatrix model={m} />
        <section aria-label="Deployments" className="grid gap-4 lg:grid-cols-2">
          {m.deployments.map((d) => <DeploymentPanel key={d.id} deployment={d} provider={providers.data?.find((p) => p.name === d.provider)} />)}
        </section>
        <AssetLimits name={m.name} />
      </div>
      {edit === m.id && catalog.data && providers.data && <ModelForm model={m} catalog={catalog.data} providers={providers.data} onClose={() => open(false)} />}
      {removing && <RemoveModel model={m} onClose={() => setRemoving(false)} onRemoved={() => void navigate({ to: '/models' })} />}
    </>
  );
}
