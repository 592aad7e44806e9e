import { useState } from 'react';
import { Button } from '../../design/Button';
import { TextArea } from '../../design/Field';
import type { ToolCall, Turn } from './protocol/types';

/** Answers in the place of the tools that the model called. */
export function ToolResults({ calls, busy, onSend }: { calls: ToolCall[]; busy: boolean; onSend: (turn: Turn) => void }) {
  const [outputs, setOutputs] = useState<Record<string, string>>({});
  return (
    <form className="grid gap-3" onSubmit={(e) => { e.preventDefault(); onSend({ role: 'tools', results: calls.map((call) => ({ call, output: outputs[call.id] ?? '' })) }); }}>
      {calls.map((call, i) => (
        <TextArea key={call.id} label={`Result of ${call.name}`} mono required autoFocus={i === 0} rows={3} value={outputs[call.id] ?? ''} onChange={(e) => setOutputs({ ...outputs, [call.id]: e.target.value })} placeholder="What the tool would answer, such as {&quot;celsius&quot;: 21}" />
      ))}
      <div className="flex justify-end"><Button type="submit" tone="primary" busy={busy}>{calls.length === 1 ? 'Send the result' : 'Send the results'}</Button></div>
    </form>
  );
}
