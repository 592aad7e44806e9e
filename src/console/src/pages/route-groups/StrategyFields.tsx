import { SelectField, TextField } from '../../design/Field';
import { HedgeFields } from './HedgeFields';
import { PolicyFields } from './PolicyFields';
import { drawn, mayHedge, usualScore, type RouteGroupDraft, type Score } from './routeGroupDraft';

const figures = { health: 'Health', latency: 'Latency', cost: 'Cost', quality: 'Quality', load: 'Load' } as const;

/** The fields that stand here, to know which faults do. */
export const strategyFields = ['sticky_by', 'policy', 'policy_fallback', 'score', 'requires', 'hedge', 'hedge.after_ms', 'hedge.max_percent', ...Object.keys(figures).map((name) => `score.${name}`)];

interface Props {
  draft: RouteGroupDraft;
  set: (change: Partial<RouteGroupDraft>) => void;
  errors: Record<string, string[]>;
}

/** What a strategy goes by beside its members, and what every member must be able to do. */
export function StrategyFields({ draft, set, errors }: Props) {
  const score = draft.score ?? usualScore;
  return (
    <>
      {drawn.includes(draft.strategy) && (
        <SelectField label="Keep together" value={draft.sticky_by ?? ''} onChange={(e) => set({ sticky_by: e.target.value || null })} errors={errors['sticky_by']}
          hint="Whose calls stay at the member that was drawn for them.">
          {draft.strategy !== 'ab' && <option value="">nothing: each call is drawn anew</option>}
          {draft.strategy === 'ab' && <option value="">the calls of a key, unless set</option>}
          <option value="key">the calls of a key</option>
          <option value="user">the calls of a user</option>
          <option value="session">the calls of a session</option>
          {draft.strategy !== 'ab' && <option value="prompt">prompts that begin alike, for the provider’s cache</option>}
        </SelectField>
      )}
      {draft.strategy === 'policy' && <PolicyFields draft={draft} set={set} errors={errors} />}
      {draft.strategy === 'score' && (
        <fieldset className="grid min-w-0 gap-2">
          <legend className="mb-1 text-xs font-medium text-ink-soft">How much each figure counts</legend>
          <div className="grid grid-cols-3 gap-3 sm:grid-cols-5">
            {(Object.keys(figures) as (keyof Score)[]).map((name) => (
              <TextField key={name} label={figures[name]} type="number" min={0} max={100} step={0.5} value={score[name]} errors={errors[`score.${name}`]}
                onChange={(e) => set({ score: { ...score, [name]: e.target.valueAsNumber || 0 } })} />
            ))}
          </div>
          {errors['score'] && <p role="alert" className="text-xs text-danger">{errors['score'].join(' ')}</p>}
        </fieldset>
      )}
      {mayHedge(draft.strategy) && <HedgeFields draft={draft} set={set} errors={errors} />}
      <TextField label="Every member must have" mono placeholder="chat, tools" value={draft.requires.join(', ')} errors={errors['requires']}
        onChange={(e) => set({ requires: e.target.value.split(/[,\s]+/).filter((word, i, all) => word || (i === all.length - 1 && i > 0)) })}
        hint="Capabilities, with commas between them. A member that lacks one is refused." />
    </>
  );
}
