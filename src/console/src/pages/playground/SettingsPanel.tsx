import { SelectField, TextArea, TextField } from '../../design/Field';
import { Button } from '../../design/Button';
import { remember, useMemory, type Memory } from './memory';
import { defaultMaxTokens } from './protocol/messages';
import type { Api, Settings } from './protocol/types';
import { exampleTools, readTools } from './tools';

/** What goes along with the conversation. */
export function SettingsPanel({ api }: { api: Api }) {
  const { settings, toolsJson } = useMemory();
  const set = (change: Partial<Memory['settings']>) => remember({ settings: { ...settings, ...change } });
  const { tools, fault } = readTools(toolsJson);
  const number = (value: string) => (value === '' ? null : Number(value));
  return (
    <div className="grid gap-4">
      <TextArea label="System text" rows={3} value={settings.system} onChange={(e) => set({ system: e.target.value })} placeholder="How the model should answer" />
      <div className="grid grid-cols-2 gap-4">
        <TextField label="Most tokens" type="number" min={1} value={settings.maxTokens ?? ''} onChange={(e) => set({ maxTokens: number(e.target.value) })} placeholder={api === 'messages' ? `${defaultMaxTokens}` : 'no bound'} />
        <TextField label="Temperature" type="number" min={0} max={2} step={0.1} value={settings.temperature ?? ''} onChange={(e) => set({ temperature: number(e.target.value) })} placeholder="the model’s" />
      </div>
      <SelectField label="Reasoning effort" value={settings.effort} onChange={(e) => set({ effort: e.target.value as Settings['effort'] })} hint={settings.effort ? 'Models that do not reason refuse it, or leave it out when the call is translated.' : undefined}>
        <option value="">Not said</option>
        <option value="low">Low</option>
        <option value="medium">Medium</option>
        <option value="high">High</option>
      </SelectField>
      <div className="grid gap-1.5">
        <TextArea label="Tools" mono rows={toolsJson ? 9 : 3} value={toolsJson} onChange={(e) => remember({ toolsJson: e.target.value })} errors={fault ? [fault] : undefined}
          placeholder="[{ “name”: …, “parameters”: … }]" hint={tools.length > 0 ? `${tools.map((t) => t.name).join(', ')}: you answer in its place.` : 'A list, each with a name and a JSON schema of its parameters. You answer in their place.'} />
        <div className="flex gap-2">
          {toolsJson === '' ? <Button size="sm" onClick={() => remember({ toolsJson: exampleTools })}>Fill in an example</Button> : <Button size="sm" tone="quiet" onClick={() => remember({ toolsJson: '' })}>No tools</Button>}
        </div>
      </div>
    </div>
  );
}
