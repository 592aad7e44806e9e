import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../api/client';
import { Problem } from '../../api/problem';
import { providers } from '../../api/resources';
import type { Schemas } from '../../api/types';
import { Button } from '../../design/Button';
import { SelectField } from '../../design/Field';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Empty, FormError } from '../../design/States';
import { useMay } from '../../session/session';
import type { PartProps } from './CostsPage';
import { DifferenceTable } from './DifferenceTable';

/** Compares a provider's usage export with what is on record. The file is sent, compared and forgotten. */
export function ReconciliationPanel({ search, set }: PartProps) {
  const list = useQuery({ queryKey: ['providers'], queryFn: ({ signal }) => providers.list({}, signal) });
  const may = useMay('costs:reconcile');
  const [file, setFile] = useState<File | null>(null);
  const comparing = useMutation({
    mutationFn: async ({ provider, of }: { provider: string; of: File }) => send<Schemas['ReconciliationView']>('post', '/admin/reports/api/reconciliation', {
      params: { query: { provider } }, body: await of.text(), headers: { 'Content-Type': 'text/csv' }, bodySerializer: (text) => text,
    }),
  });
  const errors = comparing.error instanceof Problem ? comparing.error.errors : {};
  const provider = search.provider ?? '';
  return (
    <div className="grid gap-4">
      <Panel title="Compare an export">
        <Loaded query={list} permission="providers:read" rows={2}>
          {(rows) => (
            <form className="grid max-w-3xl gap-4" onSubmit={(e) => { e.preventDefault(); if (file) comparing.mutate({ provider, of: file }); }}>
              <div className="grid gap-4 sm:grid-cols-2">
                <SelectField label="Provider" value={provider} errors={errors['provider']} onChange={(e) => { set({ provider: e.target.value || undefined }); comparing.reset(); }}>
                  <option value="">Choose one</option>
                  {rows.map((row) => <option key={row.id} value={row.name}>{row.name}</option>)}
                </SelectField>
                <FileField file={file} errors={errors['body']} onChange={(chosen) => { setFile(chosen); comparing.reset(); }} />
              </div>
              <p className="text-xs text-ink-faint">
                Taken are OpenAI’s export of completions, Anthropic’s export of usage, and any CSV with <code className="font-mono">date</code>, or <code className="font-mono">from</code> and <code className="font-mono">to</code>; <code className="font-mono">model</code>; and some of <code className="font-mono">requests</code>, <code className="font-mono">input_tokens</code>, <code className="font-mono">output_tokens</code>, <code className="font-mono">cached_tokens</code>, <code className="font-mono">cache_write_tokens</code>, <code className="font-mono">cost_usd</code>. Nothing of it is kept.
              </p>
              {!may && <p className="text-sm text-ink-soft">Comparing needs the permission <code className="font-mono text-xs">costs:reconcile</code>.</p>}
              <div><Button tone="primary" type="submit" busy={comparing.isPending} disabled={!may || !provider || !file}>Compare</Button></div>
              {Object.keys(errors).length === 0 && <FormError error={comparing.error} />}
            </form>
          )}
        </Loaded>
      </Panel>
      {comparing.data ? <DifferenceTable view={comparing.data} /> : (
        <Panel><Empty title="Nothing is compared yet">Export the usage in the provider’s own console, choose the file above, and see what it counts that is not on record here, or the other way round.</Empty></Panel>
      )}
    </div>
  );
}

function FileField({ file, errors, onChange }: { file: File | null; errors?: string[]; onChange: (file: File | null) => void }) {
  return (
    <div className="grid content-start gap-1">
      <label htmlFor="export-file" className="text-xs font-medium text-ink-soft">Export, CSV</label>
      <input id="export-file" type="file" accept=".csv,text/csv" aria-invalid={errors?.length ? true : undefined} aria-describedby={errors?.length ? 'export-note' : undefined} onChange={(e) => onChange(e.target.files?.[0] ?? null)}
        className="h-9 w-full min-w-0 rounded-lg border border-line-strong bg-panel text-sm text-ink-soft file:mr-3 file:h-full file:border-0 file:border-r file:border-line file:bg-sunken file:px-3 file:text-sm file:text-ink" />
      {errors?.length ? <p id="export-note" role="alert" className="text-xs text-danger">{errors.join(' ')}</p> : file && <p className="text-xs text-ink-faint">{Math.ceil(file.size / 1024)} KB</p>}
    </div>
  );
}
