import { ImagePlus, Link2, Send, Square, X } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import { Button, IconButton, buttonLook } from '../../design/Button';
import { TextArea, TextField } from '../../design/Field';
import { remember, useMemory } from './memory';
import type { Turn } from './protocol/types';
import { Picture } from './TurnView';

const types = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const mostBytes = 5_000_000;

interface Props {
  /** Why nothing can be sent now; null when it can. */
  barred: string | null;
  onSend: (turn: Turn) => void;
  onStop?: () => void;
}

/** Where the next turn is written, with pictures. */
export function Composer({ barred, onSend, onStop }: Props) {
  const { draft } = useMemory();
  const file = useId();
  const [address, setAddress] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const set = (change: Partial<typeof draft>) => remember({ draft: { ...draft, ...change } });
  const empty = draft.text.trim() === '' && draft.images.length === 0;
  const send = () => {
    if (empty || barred || onStop) return;
    onSend({ role: 'user', text: draft.text.trim(), images: draft.images });
    remember({ draft: { text: '', images: [] } });
    setFault(null);
  };
  const attach = async (files: Iterable<File>) => {
    const chosen = [...files];
    const fit = chosen.filter((f) => types.includes(f.type) && f.size <= mostBytes);
    setFault(fit.length < chosen.length ? 'Pictures are PNG, JPEG, GIF or WebP, of at most 5 MB each.' : null);
    const images = await Promise.all(fit.map(toDataUrl));
    remember({ draft: { ...draft, images: [...draft.images, ...images] } });
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key !== 'Enter' || e.shiftKey || e.nativeEvent.isComposing) return;
    e.preventDefault();
    send();
  };
  return (
    <form className="grid gap-2.5" onSubmit={(e) => { e.preventDefault(); send(); }}>
      <TextArea label="Message" rows={3} value={draft.text} onChange={(e) => set({ text: e.target.value })} onKeyDown={onKeyDown} onPaste={(e) => { if (e.clipboardData.files.length > 0) void attach(e.clipboardData.files); }}
        errors={fault ? [fault] : undefined} hint={barred ?? 'Enter sends, Shift+Enter begins a new line.'} />
      {draft.images.length > 0 && (
        <ul className="flex flex-wrap gap-2" aria-label="Attached">
          {draft.images.map((url, i) => (
            <li key={i} className="flex items-start gap-0.5"><Picture url={url} /><IconButton label={`Take image ${i + 1} out`} onClick={() => set({ images: draft.images.filter((_, j) => j !== i) })}><X aria-hidden /></IconButton></li>
          ))}
        </ul>
      )}
      {address !== null && (
        <div className="flex items-end gap-2">
          <div className="grow"><TextField label="Address of the image" type="url" mono autoFocus value={address} onChange={(e) => setAddress(e.target.value)} placeholder="https://…" /></div>
          <Button disabled={!/^https?:\/\/./.test(address)} onClick={() => { set({ images: [...draft.images, address.trim()] }); setAddress(null); }}>Attach</Button>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <input id={file} type="file" accept={types.join(',')} multiple className="peer sr-only" onChange={(e) => { void attach(e.target.files ?? []); e.target.value = ''; }} />
        <label htmlFor={file} className={`${buttonLook('plain', 'sm')} peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-brand`}><ImagePlus className="size-4" aria-hidden />Attach image</label>
        <Button size="sm" tone="quiet" aria-expanded={address !== null} onClick={() => setAddress(address === null ? '' : null)}><Link2 className="size-4" aria-hidden />By address</Button>
        <span className="ml-auto">
          {onStop ? <Button tone="danger" onClick={onStop}><Square className="size-4" aria-hidden />Stop</Button>
            : <Button tone="primary" type="submit" disabled={empty || barred !== null}><Send className="size-4" aria-hidden />Send</Button>}
        </span>
      </div>
    </form>
  );
}

const toDataUrl = (file: File) => new Promise<string>((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result as string);
  reader.onerror = () => reject(reader.error ?? new Error('The picture cannot be read.'));
  reader.readAsDataURL(file);
});
