import { Plus } from 'lucide-react';
import { models } from '../../api/resources';
import type { Catalog, Model, Provider } from '../../api/types';
import { Button } from '../../design/Button';
import { TextField, Toggle } from '../../design/Field';
import { EditorSheet } from '../../editing/EditorSheet';
import { useEditor } from '../../editing/useEditor';
import { DeploymentFields } from './DeploymentFields';
import { newDeployment, toModelDraft, type DeploymentDraft, type ModelDraft } from './modelDraft';

interface Props {
  model: Model | null;
  catalog: Catalog;
  providers: Provider[];
  onClose: () => void;
}

export function ModelForm({ model, catalog, providers, onClose }: Props) {
  const editor = useEditor<Model, ModelDraft>({ resource: models, existing: model, toDraft: toModelDraft, onClose });
  const { draft, set, errors } = editor;
  const setDeployment = (index: number, change: Partial<DeploymentDraft>) => set({ deployments: draft.deployments.map((d, i) => (i === index ? { ...d, ...change } : d)) });
  const perDeployment = ['provider', 'upstream_model', 'priority', 'weight', 'price', 'capabilities', 'context_tokens', 'output_tokens'];
  const fields = ['name', 'description', ...draft.deployments.flatMap((_, i) => perDeployment.map((f) => `deployments[${i}].${f}`))];

  return (
    <EditorSheet editor={editor} word="model" fields={fields} title={model?.name ?? 'Add model'} lead="A public name, and where its calls may go.">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Public name" mono required autoFocus={editor.isNew} value={draft.name} disabled={!editor.isNew} onChange={(e) => set({ name: e.target.value })} errors={errors['name']} hint="What callers put in “model”. Fixed once made." />
        <TextField label="Description" value={draft.description ?? ''} onChange={(e) => set({ description: e.target.value || null })} errors={errors['description']} hint="Shown in the catalog of the Build half." />
      </div>
      <Toggle label="Enabled" hint="Callers may use it." checked={draft.enabled} onChange={(enabled) => set({ enabled })} />
      <div className="grid gap-4">
        {draft.deployments.map((deployment, i) => (
          <DeploymentFields key={i} index={i} deployment={deployment} set={(change) => setDeployment(i, change)} catalog={catalog} providers={providers} errors={errors}
            onRemove={draft.deployments.length > 1 ? () => set({ deployments: draft.deployments.filter((_, j) => j !== i) }) : undefined} />
        ))}
        <div><Button onClick={() => set({ deployments: [...draft.deployments, newDeployment('')] })}><Plus className="size-4" aria-hidden />Add deployment</Button></div>
      </div>
    </EditorSheet>
  );
}
