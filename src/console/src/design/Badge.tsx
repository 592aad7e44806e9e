import type { ReactNode } from 'react';

export type Lamp = 'clear' | 'caution' | 'danger' | 'note' | 'off';

const badges: Record<Lamp, string> = {
  clear: 'bg-clear-soft text-clear',
  caution: 'bg-caution-soft text-caution',
  danger: 'bg-danger-soft text-danger',
  note: 'bg-note-soft text-note',
  off: 'bg-sunken text-ink-soft',
};

const lamps: Record<Lamp, string> = { clear: 'bg-clear', caution: 'bg-caution', danger: 'bg-danger', note: 'bg-note', off: 'bg-line-strong' };

export const Badge = ({ lamp = 'off', children, title, mono }: { lamp?: Lamp; children: ReactNode; title?: string; mono?: boolean }) => (
  <span title={title} className={`inline-flex items-center gap-1 rounded px-1.5 text-2xs leading-[1.125rem] font-medium ${mono ? 'font-mono break-all' : 'whitespace-nowrap'} ${badges[lamp]}`}>{children}</span>
);

/** A state told by colour and by word. */
export const Signal = ({ lamp, children, title }: { lamp: Lamp; children: ReactNode; title?: string }) => (
  <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap" title={title}>
    <span className={`size-2 shrink-0 rounded-full ${lamps[lamp]}`} aria-hidden />
    {children}
  </span>
);

export const DemoBadge = () => <Badge lamp="caution" title="Answered by the built-in demo provider, not by a real model">demo</Badge>;

export const YamlBadge = () => <Badge lamp="note" title="The YAML configuration manages this. Change it there and apply it.">managed by YAML</Badge>;

/** The name of a model, a route group, a code: as the API spells it. */
export const Name = ({ children, className = '' }: { children: ReactNode; className?: string }) => <span className={`font-mono text-xs break-words ${className}`}>{children}</span>;
