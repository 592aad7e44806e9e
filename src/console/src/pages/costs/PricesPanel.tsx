import { Button } from '../../design/Button';
import { Badge, Name } from '../../design/Badge';
import { count, price, some } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { right, Table } from '../../design/Table';
import { When } from '../../design/When';
import { useMay } from '../../session/session';
import { useModels } from '../models/useModels';
import type { PartProps } from './CostsPage';
import { periodsOf, standing } from './periods';
import { PriceAnewDialog } from './PriceAnewDialog';
import { PriceSheet } from './PriceSheet';

/** What every deployment's tokens cost now, what they cost before and will cost, and what a corrected price changes of calls that were made. */
export function PricesPanel({ search, set }: PartProps) {
  const list = useModels();
  const may = useMay('costs:write');
  const column = (label: string) => ({ label, right: true });
  const close = () => set({ model: undefined, deployment: undefined, anew: undefined, from: undefined });
  const open = list.data?.find((model) => model.name === search.model);
  const index = open?.deployments.findIndex((d) => nameOf(d) === search.deployment) ?? -1;
  return (
    <>
      <Panel title="Prices" note="USD per million tokens, now" flush actions={<Button size="sm" disabled={!may} title={may ? undefined : 'It needs the permission costs:write'} onClick={() => set({ anew: 'all' })}>Price calls anew…</Button>}>
        <Loaded query={list} permission="models:read" rows={8}>
          {(models) => (models.length === 0 ? <Empty title="No model yet">Prices belong to the deployments of models. Add a model first.</Empty> : (
            <Table cards label="Prices of deployments" columns={['Model', 'Deployment', column('Input'), column('Cached'), column('Cache write'), column('Output'), 'From', 'Periods', '']}>
              {models.flatMap((model) => model.deployments.map((deployment) => {
                const periods = periodsOf(deployment);
                const now = Date.now();
                const next = periods.find((_, i) => standing(periods, i, now) === 'to come');
                return (
                  <tr key={`${model.id} ${nameOf(deployment)}`}>
                    <td><Name className="font-semibold">{model.name}</Name></td>
                    <td><Name>{nameOf(deployment)}</Name></td>
                    <td className={right}>{price(deployment.price?.input)}</td>
                    <td className={right}>{price(deployment.price?.cached_input)}</td>
                    <td className={right}>{price(deployment.price?.cache_write)}</td>
                    <td className={right}>{price(deployment.price?.output)}</td>
                    <td>{deployment.price_source === 'own' ? 'set here' : deployment.price_source === 'catalog' ? 'the catalog' : <Badge lamp="caution" title="Its calls have no cost in the records">no price</Badge>}</td>
                    <td>{periods.length > 1 || periods[0]?.from ? <>{some(periods.length, 'period')}{next && <span className="block text-xs text-ink-faint">next from <When at={next.from} /></span>}</> : count(periods.length || null)}</td>
                    <td><div className="flex justify-end"><Button size="sm" aria-label={`Prices of ${nameOf(deployment)}`} onClick={() => set({ model: model.name, deployment: nameOf(deployment) })}>Periods</Button></div></td>
                  </tr>
                );
              }))}
            </Table>
          ))}
        </Loaded>
      </Panel>
      {open && index >= 0 && !search.anew && <PriceSheet key={`${open.id} ${index}`} model={open} index={index} onClose={close} onAnew={(from) => set({ anew: search.deployment, from: from ?? undefined })} />}
      {search.anew && <PriceAnewDialog of={search.anew} from={search.from} onClose={close} />}
    </>
  );
}

/** As records and reports name it: PROVIDER/MODEL. */
const nameOf = (deployment: { provider: string; upstream_model: string }) => `${deployment.provider}/${deployment.upstream_model}`;
