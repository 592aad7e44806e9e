import { useId } from 'react';
import { TextField } from '../design/Field';

/** A time zone by its IANA name. */
export function TimeZoneField({ value, onChange, errors, hint }: { value: string | null | undefined; onChange: (zone: string | null) => void; errors?: string[] | undefined; hint: string }) {
  const list = useId();
  return (
    <>
      <TextField label="Time zone" list={list} placeholder="UTC" value={value ?? ''} hint={hint} {...(errors ? { errors } : {})} onChange={(e) => onChange(e.target.value || null)} />
      <datalist id={list}>{Intl.supportedValuesOf('timeZone').map((zone) => <option key={zone} value={zone} />)}</datalist>
    </>
  );
}
