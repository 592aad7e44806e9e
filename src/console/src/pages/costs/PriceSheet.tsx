import { Trash2 } from 'lucide-react';
import { models } from '../../api/resources';
import type { Model } from '../../api/types';
import { Badge, Name, type Lamp } from '../../design/Badge';
import { Button, IconButton } from '../../design/Button';
import { price, relative, time } from '../../design/format';
import { right, Table } from '../../design/Table';
import { EditorSheet } from '../../editing/EditorSheet';
import { useEditor } from '../../editing/useEditor';
import { useMay } from '../../session/session';
import { toModelDraft, type ModelDraft } from '../models/modelDraft';
import { AddPeriod } from './AddPeriod';
import { added, begins, faults, standing, type Period } from './periods';

interface Props {
  model: Model;
  /** Which of its deployments. */
  index: number;
  onClose: () => void;
  onAnew: (from: string | null) => void;
}

const lamps: Record<ReturnType<typeof standing>, Lamp> = { past: 'off', 'in force': 'clear', 'to come': 'note' };

/** The prices of a deployment one after the other. A gap or an overlap is named as soon as it is made, and cannot be saved. */
export function PriceSheet({ model, index, onClose, onAnew }: Props) {
  const editor = useEditor<Model, ModelDraft>({ resource: models, existing: model, toDraft: toModelDraft, onClose });
  const may = useMay('costs:write');
  const deployment = editor.draft.deployments[index]!;
  const periods = (deployment.prices ?? (deployment.price ? [deployment.price] : [])) as Period[];
  const known = model.deployments[index]?.catalog?.price ?? null;
  const now = Date.now();
  const put = (next: Period[]) => editor.set({
    deployments: editor.draft.deployments.map((d, i) => {
      if (i !== index) return d;
      const { prices: _, ...rest } = d;
      // One that has always held is the price itself; without any the catalog's counts.
      return next.length === 0 ? { ...rest, price: null } : next.length === 1 && !next[0]!.from ? { ...rest, price: next[0]! } : { ...rest, price: null, prices: next as typeof d.prices };
    }),
  });
  const named = [...faults(periods), ...Object.entries(editor.errors).filter(([field]) => field.startsWith(`deployments[${index}].price`)).map(([field, messages]) => `${field}: ${messages.join(' ')}`)];
  const first = begins(periods);
  return (
    <EditorSheet editor={editor} word="model" fields={Object.keys(editor.errors).filter((field) => field.startsWith(`deployments[${index}].price`))}
      title={<>Prices of <Name className="text-base">{deployment.provider}/{deployment.upstream_model}</Name></>}
      lead={<>A deployment of <Name>{model.name}</Name>. USD per million tokens; each price holds until the next begins, and a call has the price of the moment it came.</>}
      beside={<Button disabled={!may || editor.dirty} title={editor.dirty ? 'Save first' : may ? undefined : 'It needs the permission costs:write'} onClick={() => onAnew(first)}>Price calls anew…</Button>}>
      {periods.length === 0 ? (
        <p className="rounded-lg bg-sunken px-3 py-2 text-sm text-ink-soft">{known ? `The catalog’s list price counts: ${price(known.input)} in, ${price(known.output)} out. Add a price to set your own.` : 'No price: calls through it have no cost in the records.'}</p>
      ) : (
        <Table label="Prices and when they hold" columns={['From', 'Until', { label: 'Input', right: true }, { label: 'Cached', right: true }, { label: 'Cache write', right: true }, { label: 'Output', right: true }, '']}>
          {periods.map((period, i) => {
            const state = standing(periods, i, now);
            return (
              <tr key={`${period.from ?? 'always'} ${i}`}>
                <td>{period.from ? <time dateTime={period.from} title={relative(period.from)}>{time(period.from)}</time> : 'always'} <Badge lamp={lamps[state]}>{state}</Badge></td>
                <td>{period.until ? time(period.until) : periods[i + 1] ? 'the next begins' : 'open'}</td>
                <td className={right}>{price(period.input)}</td><td className={right}>{price(period.cached_input)}</td><td className={right}>{price(period.cache_write)}</td><td className={right}>{price(period.output)}</td>
                <td className={right}><IconButton label={`Remove the price from ${period.from ? time(period.from) : 'the beginning'}`} onClick={() => put(periods.filter((_, j) => j !== i))}><Trash2 aria-hidden /></IconButton></td>
              </tr>
            );
          })}
        </Table>
      )}
      {first && <p className="text-xs text-ink-faint">Calls before {time(first)} have no cost: no price had begun.</p>}
      {named.length > 0 && <ul role="alert" className="grid gap-1 rounded-lg border border-danger/30 bg-danger-soft px-3 py-2 text-sm text-danger">{named.map((fault) => <li key={fault}>{fault}</li>)}</ul>}
      <AddPeriod from={periods.length > 0} like={periods.at(-1) ?? known} onAdd={(period) => put(added(periods, period))} />
    </EditorSheet>
  );
}
