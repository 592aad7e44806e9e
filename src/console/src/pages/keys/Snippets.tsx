import { useState } from 'react';
import { CopyButton } from '../../design/Copy';
import { SelectField } from '../../design/Field';
import { Tabs } from '../../design/Tabs';
import { snippets, type Snippet } from './snippets';

/** First calls in the viewer's language, with key and model filled in. */
export function Snippets({ apiKey, models }: { apiKey: string; models: readonly string[] }) {
  const [chosen, setChosen] = useState(models[0] ?? '');
  const model = models.includes(chosen) ? chosen : models[0] ?? '';
  return (
    <div className="grid min-w-0 gap-3">
      {models.length > 1 && <div className="max-w-64"><SelectField label="Model" value={model} onChange={(e) => setChosen(e.target.value)}>{models.map((m) => <option key={m}>{m}</option>)}</SelectField></div>}
      <CodeTabs snippets={snippets(window.location.origin, apiKey, model)} />
    </div>
  );
}

/** The same in several languages, each to be copied. */
export const CodeTabs = ({ snippets: all }: { snippets: Snippet[] }) => (
  <Tabs label="Language" tabs={all.map(({ name, code }) => ({
    id: name, label: name, content: (
      <div className="relative rounded-lg border border-line bg-sunken">
        <pre tabIndex={0} className="overflow-x-auto px-4 py-3.5 pr-28 font-mono text-xs leading-relaxed max-sm:pt-13 max-sm:pr-4">{code}</pre>
        <div className="absolute top-2 right-2"><CopyButton text={code} /></div>
      </div>
    ),
  }))} />
);
