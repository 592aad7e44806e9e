import { longestReason } from '../api/reason';
import { TextField } from '../design/Field';

/** Why a change is made, for whoever reads the audit log later. */
export const ReasonField = ({ value, onChange, error }: { value: string; onChange: (reason: string) => void; error?: string[] | undefined }) => (
  <TextField label="Why" maxLength={longestReason} value={value} placeholder="Optional: a ticket, a sentence" errors={error} onChange={(e) => onChange(e.target.value)} hint="Stands in the audit log beside the change." />
);
