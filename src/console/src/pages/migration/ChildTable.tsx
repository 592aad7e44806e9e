import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Badge, Signal } from '../../design/Badge';
import { Button } from '../../design/Button';
import { some } from '../../design/format';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';
import type { Child } from './findings';
import { words } from './states';
import { Names } from './WritePlan';

const step = 50;

/** Levels of one kind: what their legacy lists name, what they grant, and how they stand. */
export function ChildTable({ children: rows, word, filtered }: { children: Child[]; word: string; filtered: boolean }) {
  const [most, setMost] = useState(step);
  if (rows.length === 0) return filtered ? <Empty title={`No ${word} with a legacy list`}>Show all to see those without one too.</Empty> : <Empty title={`No ${word} here`}>There is none in this organization.</Empty>;
  return (
    <>
      <Table cards label={`${word}s`} columns={['Name', 'State', 'Mode', 'Legacy list', 'Grants']}>
        {rows.slice(0, most).map((c) => {
          const { title, lamp, means } = words(c.state);
          return (
            <tr key={c.id}>
              <td><Link to="/access/$level/$id" params={{ level: c.level, id: c.id }} className="font-medium break-words hover:underline">{c.name}</Link></td>
              <td><Signal lamp={lamp} title={means}>{title}</Signal></td>
              <td><Badge lamp={c.mode === 'restrict' ? 'note' : 'off'}>{c.mode === 'restrict' ? 'restricts' : 'inherits'}</Badge></td>
              <td>
                <span className="grid gap-1">
                  {c.valid.length > 0 && <Names names={c.valid} lamp="clear" />}
                  {c.missing.length > 0 && <span className="flex flex-wrap items-center gap-1"><Names names={c.missing} lamp="danger" /><span className="text-xs text-danger">not registered</span></span>}
                </span>
              </td>
              <td>{c.grants.length > 0 && <Names names={c.grants} />}</td>
            </tr>
          );
        })}
      </Table>
      {rows.length > most && <div className="border-t border-line p-2.5 text-center"><Button size="sm" onClick={() => setMost(most + step)}>More of {some(rows.length, word)}</Button></div>}
    </>
  );
}
