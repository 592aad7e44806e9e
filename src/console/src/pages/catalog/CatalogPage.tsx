import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { KeyPicker } from '../../access/KeyPicker';
import { buttonLook } from '../../design/Button';
import { SelectField } from '../../design/Field';
import { Loaded } from '../../design/Loaded';
import { PageHead, Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { useKeyTargets } from '../keys/TargetsDialog';
import { CatalogCard } from './CatalogCard';
import { EntrySheet } from './EntrySheet';
import { useEntries } from './useEntries';

const route = getRouteApi('/build/catalog');

/** What can be called, with what it can do and costs; for one key if one is chosen. */
export function CatalogPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const set = (change: Partial<typeof search>) => navigate({ to: '/build/catalog', search: { ...search, ...change } });
  const entries = useEntries();
  const targets = useKeyTargets(search.key_id);
  const verdicts = new Map(targets.data?.targets.map((t) => [t.name, t]));
  const capabilities = [...new Set(entries.data?.flatMap((e) => e.capabilities))].sort();

  return (
    <>
      <PageHead title="Catalog" lead="What programs can put in “model”: what each can do, how much it reads and writes, and what it costs." />
      <div className="mb-4 flex flex-wrap gap-3">
        <div className="w-64 max-sm:w-full"><KeyPicker label="As seen by" nothing="Everything there is" value={search.key_id} onChange={(key_id) => set({ key_id })} /></div>
        <div className="w-44">
          <SelectField label="Able to" value={search.capability ?? ''} onChange={(e) => set({ capability: e.target.value || undefined })}>
            <option value="">Anything</option>
            {capabilities.map((c) => <option key={c} value={c}>{c.replaceAll('_', ' ')}</option>)}
          </SelectField>
        </div>
      </div>
      <Loaded query={entries} permission="models:read" rows={8}>
        {(all) => {
          const shown = all.filter((e) => !search.capability || e.capabilities.includes(search.capability));
          const open = all.find((e) => e.name === search.open);
          return (
            <>
              {shown.length === 0 ? (
                <Panel><Empty title={all.length === 0 ? 'Nothing to call yet' : 'Nothing can do that'} action={all.length === 0 ? <Link to="/models" search={{ edit: 'new' }} className={buttonLook('primary')}>Add model</Link> : undefined}>{all.length === 0 ? 'An operator adds a provider and a model; they show up here at once.' : 'Capabilities are what the operators said of each deployment, or the catalog where they said nothing.'}</Empty></Panel>
              ) : (
                <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
                  {shown.map((entry) => <li key={entry.name}><CatalogCard entry={entry} verdict={search.key_id ? verdicts.get(entry.name) : undefined} onOpen={() => set({ open: entry.name })} /></li>)}
                </ul>
              )}
              {open && <EntrySheet entry={open} verdict={search.key_id ? verdicts.get(open.name) : undefined} onClose={() => set({ open: undefined })} />}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
