import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface Tab {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

/** Parts of one object. Which is open belongs into the URL where it matters: give value and onChange. */
export function Tabs({ label, tabs, value, onChange }: { label: string; tabs: Tab[]; value?: string; onChange?: (id: string) => void }) {
  return (
    <Radix.Root defaultValue={tabs[0]?.id} {...(value ? { value } : {})} {...(onChange ? { onValueChange: onChange } : {})} className="min-w-0">
      <Radix.List aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]">
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.id} value={tab.id}
            className="-mb-px border-b-2 border-transparent px-2.5 py-1.5 text-sm whitespace-nowrap text-ink-soft outline-offset-[-2px] hover:text-ink data-[state=active]:border-brand data-[state=active]:font-medium data-[state=active]:text-ink">
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => <Radix.Content key={tab.id} value={tab.id} className="pt-4">{tab.content}</Radix.Content>)}
    </Radix.Root>
  );
}
