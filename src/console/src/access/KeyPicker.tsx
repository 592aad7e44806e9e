import { useQuery } from '@tanstack/react-query';
import { keys } from '../api/resources';
import type { Key } from '../api/types';
import { Combobox } from '../design/Combobox';
import { findIn } from './find';
import { placeOf } from './scopes';

/** A live key, found by a part of its name or prefix. */
export function KeyPicker({ label, nothing, value, onChange }: { label: string; nothing: string; value: string | undefined; onChange: (id: string | undefined) => void }) {
  const chosen = useQuery({ queryKey: ['keys', value], queryFn: ({ signal }) => keys.read(value!, signal), enabled: !!value });
  return (
    <Combobox label={label} value={value} text={chosen.data?.name} nothing={nothing} queryKey={['keys']} onChange={(option) => onChange(option?.id)}
      find={(text, signal) => findIn<Key>('/keys', { status: 'active' }, text, signal, (k) => ({ note: `${k.prefix}… ${placeOf(k)}` }))} />
  );
}
