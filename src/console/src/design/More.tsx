import { Button } from './Button';

interface Props {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  label: string;
}

/** The way to the next page, at the foot of a list that has one. */
export const More = ({ list, label }: Props) => list.hasNextPage && (
  <div className="border-t border-line p-2.5 text-center"><Button size="sm" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{label}</Button></div>
);
