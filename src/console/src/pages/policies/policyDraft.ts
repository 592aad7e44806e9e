import type { Schemas } from '../../api/types';

export type ScriptDraft = Required<Schemas['ScriptDraft']> & { source: string };
export type ExternalDraft = Required<Schemas['ExternalDraft']> & { url: string };

/** What a version does, under either kind. */
export interface VersionDraft {
  script: ScriptDraft;
  external: ExternalDraft;
  note: string;
}

/** A version to begin with: the one that is there, or what the server takes for usual. */
export const toVersionDraft = (from: { script?: Schemas['ScriptDraft'] | null; external?: Schemas['ExternalDraft'] | null } | null, example: string): VersionDraft => ({
  script: { timeout_ms: 20, memory_mb: 4, ...from?.script, source: from?.script?.source ?? example },
  external: { allow_hosts: [], allow_http: false, allow_private: false, timeout_ms: 250, max_answer_kb: 64, max_concurrency: 32, cache_seconds: 0, ...from?.external, url: from?.external?.url ?? '' },
  note: '',
});

/** A policy to begin with, and its first version. */
export const toPolicyDraft = (example: string) => ({ name: '', kind: 'script', description: '', grant: [] as string[], credential: '', ...toVersionDraft(null, example) });

/** The part that goes with the kind. */
export const versionOf = (kind: string, draft: VersionDraft): Schemas['PolicyVersionDraft'] => ({
  ...(kind === 'script' ? { script: draft.script } : { external: draft.external }), note: draft.note || null,
});

/** A fault that the compiler names: “line 3, column 5: …”. */
export const placeOf = (message: string): { line: number; column: number } | null => {
  const found = /^line (\d+), column (\d+): /.exec(message);
  return found ? { line: Number(found[1]), column: Number(found[2]) } : null;
};
