import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { SelectField } from '../../design/controls';
import { Empty, PageHead, Panel, Skeleton } from '../../design/surfaces';
import { Snippets } from '../keys/Snippets';
import { useTargets } from '../tenants/AccessEditor';

export function BuildPage() {
  const targets = useTargets();
  const [model, setModel] = useState('');
  const chosen = model || targets.data?.[0]?.name;
  return (
    <>
      <PageHead title="Get started" lead="Your programs keep their SDK. Only the address and the key change." />
      <div className="grid grid-cols-1 gap-4">
        <Panel title="1. Get a key"><p className="text-ink-soft">Open your <Link to="/organizations" className="text-brand underline">organization</Link>, choose a team or project, and issue a key. Its secret is shown once.</p></Panel>
        <Panel title="2. Choose a model">
          {targets.isPending ? <Skeleton rows={2} /> : targets.data?.length ? (
            <div className="max-w-sm"><SelectField label="Model or route group" value={chosen} onChange={(e) => setModel(e.target.value)} hint={<>What a key may call is listed by <code className="font-mono">GET /v1/models</code>.</>}>{targets.data.map((t) => <option key={t.name} value={t.name}>{t.name}</option>)}</SelectField></div>
          ) : <Empty title="No models yet">An operator adds a provider and a model first.</Empty>}
        </Panel>
        {chosen && <Panel title="3. Call it"><Snippets apiKey="YOUR_KEY" model={chosen} /></Panel>}
        <Panel title="When something is refused"><p className="text-ink-soft">Every answer has an <code className="font-mono">x-request-id</code>. Put it into <Link to="/requests" className="text-brand underline">Requests</Link> to see what happened and why.</p></Panel>
      </div>
    </>
  );
}
