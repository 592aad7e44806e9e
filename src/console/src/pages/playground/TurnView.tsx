import { Wrench } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge, Name } from '../../design/Badge';
import type { Answer, ToolCall, Turn } from './protocol/types';

/** One turn of the conversation. */
export function TurnView({ turn, children }: { turn: Turn; children?: ReactNode }) {
  if (turn.role === 'user') {
    return (
      <Said by="You" own>
        {turn.text && <Text>{turn.text}</Text>}
        {turn.images.length > 0 && <ul className="mt-2 flex flex-wrap gap-2" aria-label="Images">{turn.images.map((url, i) => <li key={i}><Picture url={url} /></li>)}</ul>}
      </Said>
    );
  }
  if (turn.role === 'tools') return <Said by="Tools" own>{turn.results.map(({ call, output }) => <div key={call.id} className="grid gap-0.5"><Name className="text-ink-faint">{call.name}</Name><Text mono>{output}</Text></div>)}</Said>;
  return <AnswerView answer={turn.answer} stopped={turn.stopped}>{children}</AnswerView>;
}

/** An answer, whole or as far as it has come. */
export function AnswerView({ answer, stopped, coming, children }: { answer: Answer; stopped?: boolean; coming?: boolean; children?: ReactNode }) {
  return (
    <Said by="Answer">
      {answer.thoughts && (
        <details className="mb-2 rounded-lg border border-line px-3 py-2" open={coming && !answer.text}>
          <summary className="text-xs font-medium text-ink-soft">Thoughts</summary>
          <p className="mt-1.5 text-xs break-words whitespace-pre-wrap text-ink-soft">{answer.thoughts}</p>
        </details>
      )}
      {answer.text && <Text>{answer.text}{coming && <span className="lamp-live ml-0.5 inline-block h-3.5 w-1.5 translate-y-0.5 rounded-sm bg-brand" aria-hidden />}</Text>}
      {answer.calls.map((call) => <CallView key={call.id} call={call} />)}
      {stopped && <Badge lamp="caution" title="You stopped it; what came is kept">stopped</Badge>}
      {children && <div className="mt-3">{children}</div>}
    </Said>
  );
}

const Said = ({ by, own, children }: { by: string; own?: boolean; children: ReactNode }) => (
  <article aria-label={by} className={`grid min-w-0 gap-1 ${own ? 'border-l-2 border-line-strong pl-3' : 'border-l-2 border-brand pl-3'}`}>
    <h3 className="text-2xs font-semibold text-ink-faint">{by}</h3>
    <div className="min-w-0">{children}</div>
  </article>
);

const Text = ({ children, mono }: { children: ReactNode; mono?: boolean }) => <p className={`break-words whitespace-pre-wrap ${mono ? 'font-mono text-xs' : ''}`}>{children}</p>;

/** A picture that was attached. One elsewhere is not fetched: the console calls no one but the gateway. */
export const Picture = ({ url }: { url: string }) => (url.startsWith('data:')
  ? <img src={url} alt="Attached" className="h-20 max-w-40 rounded-lg border border-line object-cover" />
  : <span className="inline-flex max-w-64 rounded-lg border border-line bg-sunken px-2 py-1"><Name className="break-all">{url}</Name></span>);

function CallView({ call }: { call: ToolCall }) {
  return (
    <div className="mt-2 grid gap-1 rounded-lg border border-line bg-sunken px-3 py-2">
      <span className="flex items-center gap-1.5 text-xs"><Wrench className="size-3.5 text-ink-faint" aria-hidden />calls <Name className="font-semibold">{call.name}</Name></span>
      <pre tabIndex={0} className="max-h-48 overflow-auto font-mono text-xs break-words whitespace-pre-wrap">{pretty(call.arguments)}</pre>
    </div>
  );
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
