import { Badge } from '../../design/Badge';

export const Capabilities = ({ names }: { names: readonly string[] }) => (
  <span className="flex max-w-64 flex-wrap gap-1">{names.length === 0 ? <span className="text-xs text-ink-faint">not said</span> : names.map((name) => <Badge key={name}>{name.replaceAll('_', ' ')}</Badge>)}</span>
);
