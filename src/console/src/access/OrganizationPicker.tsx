import { useQuery } from '@tanstack/react-query';
import { organizations } from '../api/resources';
import { Combobox } from '../design/Combobox';
import { findIn } from './find';

interface Props {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  /** What no organization means. */
  nothing?: string;
  hint?: string;
}

/** One organization, found by a part of its name. */
export function OrganizationPicker({ value, onChange, nothing, hint }: Props) {
  const chosen = useQuery({ queryKey: ['organizations', value], queryFn: ({ signal }) => organizations.read(value!, signal), enabled: !!value });
  return (
    <Combobox label="Organization" hint={hint} value={value} text={chosen.data?.name} nothing={nothing} errors={chosen.error ? [chosen.error.message] : undefined}
      queryKey={['organizations']} find={(text, signal) => findIn('/organizations', {}, text, signal)} onChange={(option) => onChange(option?.id)} />
  );
}
