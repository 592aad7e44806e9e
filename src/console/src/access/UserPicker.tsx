import { useQuery } from '@tanstack/react-query';
import { users } from '../api/resources';
import type { User } from '../api/types';
import { Combobox } from '../design/Combobox';
import { findIn } from './find';

/** A user of an organization, or none. */
export function UserPicker({ organizationId, value, onChange, errors }: { organizationId: string; value: string | null; onChange: (id: string | null) => void; errors?: string[] | undefined }) {
  const chosen = useQuery({ queryKey: ['users', value], queryFn: ({ signal }) => users.read(value!, signal), enabled: !!value });
  return (
    <Combobox label="User" value={value ?? undefined} text={chosen.data?.name} nothing="None" errors={errors} queryKey={['users', organizationId]}
      find={(text, signal) => findIn<User>('/users', { organization_id: organizationId }, text, signal, (u) => ({ note: u.email }))} onChange={(option) => onChange(option?.id ?? null)} />
  );
}
