import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from './Button';

/** Works where the page is not served over HTTPS too, where the clipboard API is missing. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  (document.querySelector('[role=dialog]') ?? document.body).append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

function useCopy(text: string) {
  const [copied, setCopied] = useState(false);
  const run = async () => {
    await copy(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1600);
  };
  return { copied, run, picture: copied ? <Check className="size-4 text-clear" aria-hidden /> : <Copy className="size-4" aria-hidden /> };
}

export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const { copied, run, picture } = useCopy(text);
  return <Button onClick={run}>{picture}<span aria-live="polite">{copied ? 'Copied' : label}</span></Button>;
}

export function CopyIcon({ text, label }: { text: string; label: string }) {
  const { copied, run, picture } = useCopy(text);
  return <IconButton label={copied ? 'Copied' : label} onClick={run}>{picture}</IconButton>;
}
