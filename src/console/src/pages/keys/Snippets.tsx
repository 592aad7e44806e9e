import { Tabs } from 'radix-ui';
import { CopyButton } from '../../design/controls';
import { snippets } from './snippets';

export function Snippets({ apiKey, model }: { apiKey: string; model: string }) {
  const list = snippets(window.location.origin, apiKey, model);
  return (
    <Tabs.Root defaultValue={list[0]!.name} className="min-w-0 rounded-lg border border-line">
      <Tabs.List aria-label="Language" className="flex flex-wrap gap-1 border-b border-line p-1.5">
        {list.map(({ name }) => (
          <Tabs.Trigger key={name} value={name} className="rounded-md px-2.5 py-1 text-sm text-ink-soft hover:text-ink data-[state=active]:bg-brand-soft data-[state=active]:text-brand">{name}</Tabs.Trigger>
        ))}
      </Tabs.List>
      {list.map(({ name, code }) => (
        <Tabs.Content key={name} value={name} className="relative">
          <pre className="overflow-x-auto p-4 pr-24 font-mono text-[12.5px] leading-relaxed">{code}</pre>
          <div className="absolute top-2 right-2"><CopyButton text={code} /></div>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
