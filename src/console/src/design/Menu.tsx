import { EllipsisVertical } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { IconButton } from './Button';

export interface MenuItem {
  label: string;
  onSelect: () => void;
  danger?: boolean;
  /** Why it cannot be done now; shown on hover. */
  disabled?: string | false;
}

/** The less common things one can do with a row. */
export function Menu({ label, items }: { label: string; items: MenuItem[] }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild><IconButton label={label}><EllipsisVertical aria-hidden /></IconButton></DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} className="dialog-in z-50 min-w-44 rounded-lg border border-line bg-panel p-1 shadow-float">
          {items.map((item) => (
            <DropdownMenu.Item key={item.label} disabled={!!item.disabled} onSelect={item.onSelect} title={item.disabled || undefined}
              className={`cursor-pointer rounded-md px-2.5 py-1.5 text-sm outline-none data-[disabled]:cursor-not-allowed data-[disabled]:text-ink-faint data-[disabled]:opacity-70 data-[highlighted]:bg-sunken ${item.danger ? 'text-danger' : ''}`}>
              {item.label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
