import { Download } from 'lucide-react';
import { buttonLook } from '../../design/Button';
import { exportPath } from './search';

/** The breakdown as a file. */
export const Exports = ({ query }: { query: Record<string, string> }) => (
  <span className="inline-flex gap-1" role="group" aria-label="Export">
    {(['csv', 'markdown', 'json'] as const).map((format) => (
      <a key={format} className={buttonLook('plain', 'sm')} href={exportPath('breakdown', query, format)} download={format === 'json' ? 'usage.json' : true}>
        <Download className="size-3.5" aria-hidden />{format === 'markdown' ? 'Markdown' : format.toUpperCase()}
      </a>
    ))}
  </span>
);
