import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { PageHead } from '../../design/Page';
import { Tabs } from '../../design/Tabs';
import { LedgerPanel } from './LedgerPanel';
import { PricesPanel } from './PricesPanel';
import { ReconciliationPanel } from './ReconciliationPanel';
import type { CostsSearch, Tab } from './search';

const route = getRouteApi('/costs');

/** What became of every call of a provider, whether its own count says the same, and what its tokens cost when. */
export function CostsPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const set = (change: Partial<CostsSearch>) => void navigate({ to: '/costs', search: { ...search, ...change } });
  const same = { search, set };
  return (
    <>
      <PageHead title="Ledger and prices" lead="What became of every call of a provider, whether its own count says the same, and what its tokens cost when." />
      <Tabs label="Costs" value={search.tab ?? 'ledger'} onChange={(tab) => void navigate({ to: '/costs', search: { tab: tab as Tab } })} tabs={[
        { id: 'ledger', label: 'Ledger', content: <LedgerPanel {...same} /> },
        { id: 'reconciliation', label: 'Beside the provider’s count', content: <ReconciliationPanel {...same} /> },
        { id: 'prices', label: 'Prices', content: <PricesPanel {...same} /> },
      ]} />
    </>
  );
}

/** What each part of the page is given. */
export interface PartProps {
  search: CostsSearch;
  set: (change: Partial<CostsSearch>) => void;
}
