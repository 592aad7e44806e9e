import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Code } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../design/Button';
import { SelectField, Toggle } from '../../design/Field';
import { PageHead, Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';
import { Empty, Failure, Skeleton } from '../../design/States';
import { CallLine } from './CallLine';
import { CodeDrawer } from './CodeDrawer';
import { Composer } from './Composer';
import { converse } from './converse';
import { FailureBox } from './FailureBox';
import { KeyChoice } from './KeyChoice';
import { startAnew, takeBack, useMemory } from './memory';
import { protocols } from './protocol/protocols';
import type { Api, Settings, Turn } from './protocol/types';
import { SettingsPanel } from './SettingsPanel';
import { ToolResults } from './ToolResults';
import { readTools } from './tools';
import { AnswerView, TurnView } from './TurnView';
import { useCallable } from './useCallable';
import type { PlaygroundSearch } from './search';

const route = getRouteApi('/build/playground');

const names: { value: Api; label: string }[] = [{ value: 'chat', label: 'Chat' }, { value: 'responses', label: 'Responses' }, { value: 'messages', label: 'Messages' }];

/** Talks to a model as a program would: through the public API, with a key. What is chosen stands in the URL; what is said stays in this page's memory. */
export function PlaygroundPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const set = (change: Partial<PlaygroundSearch>) => navigate({ to: '/build/playground', search: { ...search, ...change }, replace: !('show' in change) });
  const memory = useMemory();
  const callable = useCallable(memory.key);
  const { tools, fault } = readTools(memory.toolsJson);
  const api = search.api ?? 'chat';
  const model = search.model ?? callable.data?.[0] ?? '';
  const settings: Settings = { ...memory.settings, model, stream: search.stream !== 'off', tools };
  const pending: Turn[] = memory.draft.text.trim() || memory.draft.images.length > 0 ? [{ role: 'user', text: memory.draft.text.trim(), images: memory.draft.images }] : [];
  const send = (turn: Turn) => void converse(api, settings, [...memory.turns, turn]);
  const barred = !memory.key ? 'First choose a key.' : model === '' ? 'First choose a model.' : fault ? 'The tools are not understood.' : null;

  return (
    <>
      <PageHead title="Playground" lead="Talk to a model as your program would: through the same API, with a key, and with the same rules."
        actions={(
          <>
            {memory.turns.length > 0 && <Button onClick={startAnew}>New conversation</Button>}
            <Button onClick={() => set({ show: 'code' })}><Code className="size-4" aria-hidden />Code</Button>
          </>
        )} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="grid content-start gap-4">
          {!memory.key && <Panel title="Whose calls are these?"><KeyChoice /></Panel>}
          {memory.key && (
            <Panel>
              <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
                <ModelField callable={callable} model={model} onChange={(value) => void set({ model: value })} />
                <Segmented label="API" value={api} options={names} onChange={(value) => void set({ api: value === 'chat' ? undefined : value })} />
                <div className="pb-1.5"><Toggle label="Stream" checked={settings.stream} onChange={(on) => void set({ stream: on ? undefined : 'off' })} /></div>
              </div>
            </Panel>
          )}
          <Panel>
            <Conversation api={api} settings={settings} barred={barred} onSend={send} />
          </Panel>
        </div>
        <Side api={api} hasKey={memory.key !== null} faulty={fault !== null} />
      </div>
      {search.show === 'code' && <CodeDrawer api={api} body={protocols[api].body(settings, [...memory.turns, ...(pending.length > 0 || memory.turns.length > 0 ? pending : [{ role: 'user', text: 'Hello', images: [] } as Turn])])} onClose={() => set({ show: undefined })} />}
    </>
  );
}

function ModelField({ callable, model, onChange }: { callable: ReturnType<typeof useCallable>; model: string; onChange: (model: string) => void }) {
  if (callable.isPending) return <div className="w-56"><Skeleton rows={1} /></div>;
  if (callable.error) return <Failure error={callable.error} retry={() => callable.refetch()} />;
  const names = callable.data ?? [];
  if (names.length === 0 && model === '') return <p className="text-sm text-ink-soft">This key may not call anything yet. <Link to="/organizations" className="text-brand underline">Grant a model</Link> to its organization.</p>;
  return (
    <div className="w-56 max-sm:w-full">
      <SelectField label="Model" value={model} onChange={(e) => onChange(e.target.value)} errors={names.includes(model) ? undefined : ['this key may not call it.']}>
        {!names.includes(model) && <option value={model}>{model}</option>}
        {names.map((name) => <option key={name}>{name}</option>)}
      </SelectField>
    </div>
  );
}

function Conversation({ api, settings, barred, onSend }: { api: Api; settings: Settings; barred: string | null; onSend: (turn: Turn) => void }) {
  const { turns, facts, running, failure } = useMemory();
  const end = useRef<HTMLDivElement>(null);
  const last = turns.at(-1);
  const asked = last?.role === 'assistant' && !running ? last.answer.calls : [];
  // Goes along with what comes, unless the viewer has scrolled away from it.
  useEffect(() => {
    if (turns.length > 0 && end.current!.getBoundingClientRect().top < window.innerHeight + 320) void end.current!.scrollIntoView({ block: 'nearest' });
  }, [turns, running?.answer?.text, failure]);
  return (
    <div className="grid gap-5">
      {turns.length === 0 && !running && <Empty title="Nothing said yet">Write something below. Each answer shows what it used, what it cost, where it came from, and what was translated on the way.</Empty>}
      <div className="grid gap-5" role="log" aria-label="Conversation" aria-busy={running !== null}>
        {turns.map((turn, i) => {
          const told = facts.get(turn);
          return <TurnView key={i} turn={turn}>{turn.role === 'assistant' && told && <CallLine answer={turn.answer} facts={told} />}</TurnView>;
        })}
        {running && (running.answer?.text || running.answer?.thoughts || running.answer?.calls.length ? <AnswerView answer={running.answer} coming /> : <p className="animate-pulse text-sm text-ink-soft" role="status">Waiting for the model…</p>)}
      </div>
      {failure && <FailureBox failure={failure} onRetry={() => void converse(api, settings, turns)} onTakeBack={last?.role === 'user' ? takeBack : undefined} />}
      {asked.length > 0 ? <ToolResults key={turns.length} calls={asked} busy={running !== null} onSend={onSend} />
        : <Composer barred={barred ?? (failure && last?.role === 'user' ? 'Try again, or take the message back.' : null)} onSend={onSend} onStop={running?.stop} />}
      <div ref={end} />
    </div>
  );
}

/** Key and settings: beside the conversation, or folded away below it where the screen is narrow. */
function Side({ api, hasKey, faulty }: { api: Api; hasKey: boolean; faulty: boolean }) {
  const [open, setOpen] = useState(() => window.matchMedia('(width >= 64rem)').matches);
  return (
    <div className="grid content-start gap-4">
      {hasKey && <Panel title="Key"><KeyChoice /></Panel>}
      <section className="rounded-xl border border-line bg-panel shadow-raised">
        <details open={open || faulty} onToggle={(e) => setOpen(e.currentTarget.open)}>
          <summary className="flex min-h-11 items-center px-4 text-sm font-semibold">Settings and tools</summary>
          <div className="border-t border-line p-4"><SettingsPanel api={api} /></div>
        </details>
      </section>
      <p className="px-1 text-xs text-ink-faint">Nothing said here is stored by the console. The calls are on record as any other. <Link to="/build/catalog" className="underline">The catalog</Link> says what each model can do.</p>
    </div>
  );
}
