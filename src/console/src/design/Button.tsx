import { LoaderCircle } from 'lucide-react';
import type { ButtonHTMLAttributes } from 'react';

export type Tone = 'primary' | 'plain' | 'danger' | 'quiet';

const tones: Record<Tone, string> = {
  primary: 'border-transparent bg-brand text-on-brand hover:bg-brand-strong',
  plain: 'border-line-strong bg-panel text-ink hover:border-ink-faint hover:bg-sunken',
  danger: 'border-danger/45 bg-panel text-danger hover:bg-danger-soft',
  quiet: 'border-transparent bg-transparent text-ink-soft hover:bg-sunken hover:text-ink',
};

const sizes = { sm: 'h-7 gap-1.5 rounded-md px-2 text-xs', md: 'h-9 gap-2 rounded-lg px-3.5 text-sm' };

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  tone?: Tone;
  size?: keyof typeof sizes;
  busy?: boolean;
}

/** How a button looks, for links that act as one. */
export const buttonLook = (tone: Tone = 'plain', size: keyof typeof sizes = 'md') =>
  `inline-flex items-center justify-center border font-medium whitespace-nowrap transition-colors disabled:opacity-50 ${sizes[size]} ${tones[tone]}`;

export function Button({ tone = 'plain', size = 'md', busy, children, className = '', disabled, ...rest }: Props) {
  return (
    <button type="button" className={`${buttonLook(tone, size)} ${className}`} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {busy && <LoaderCircle className="size-4 animate-spin" aria-hidden />}
      {children}
    </button>
  );
}

/** A button that is only a picture: its label is read out and shown on hover. */
export function IconButton({ label, children, className = '', ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { label: string }) {
  return (
    <button type="button" title={label} aria-label={label} {...rest}
      className={`inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-faint transition-colors hover:bg-sunken hover:text-ink disabled:opacity-40 [&_svg]:size-4 ${className}`}>
      {children}
    </button>
  );
}
