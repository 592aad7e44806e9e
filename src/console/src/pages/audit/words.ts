/** What an event can be of, and what it can say was done: every word that the gateway writes, which a test compares with its sources. */
export const kinds = [
  'provider', 'model', 'route_group', 'canary', 'policy', 'quality_contract', 'evaluation', 'organization', 'team', 'project', 'user', 'key',
  'slo', 'alert_rule', 'alert_destination', 'alert_silence', 'alert', 'cost', 'server_secrets', 'audit',
];

export const actions = [
  'create', 'update', 'delete', 'release', 'rotate', 'revoke', 'purge-responses', 'set-credential', 'remove-credential',
  'candidate', 'promote', 'promote-forced', 'rollback', 'start', 'start-forced', 'advance', 'pause', 'resume', 'finish', 'abort', 'roll-back', 'supersede',
  'add-version', 'activate', 'acknowledge', 'recalculate',
  'enforce', 'unenforce', 'legacy_org_bootstrap_backfill', 'legacy_models_backfill', 'legacy_user_models_backfill', 'mcp_scope_backfill',
  'rewrap', 'export', 'chain-start',
];
