import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button } from '../../design/Button';
import { PageHead } from '../../design/Page';
import { Tabs } from '../../design/Tabs';
import { useMay } from '../../session/session';
import { DestinationsPanel } from './DestinationsPanel';
import { HistoryPanel } from './HistoryPanel';
import { NowPanel } from './NowPanel';
import { RulesPanel } from './RulesPanel';
import { tabs } from './search';
import { SilencesPanel } from './SilencesPanel';

const route = getRouteApi('/alerts');

/** What fires now, what is worth an alert, and who is told. */
export function AlertsPage() {
  const { tab = 'now' } = route.useSearch();
  const navigate = useNavigate();
  const may = useMay('alerts:write');
  return (
    <>
      <PageHead title="Alerts" lead="What is wrong now, what is worth telling somebody, and whom. One instance looks; nothing of it is on the path of a call."
        actions={<Button tone="primary" disabled={!may} onClick={() => navigate({ to: '/alerts', search: { tab: 'rules', edit: 'new' } })}>Add a rule</Button>} />
      <Tabs label="Parts of alerts" value={tab} onChange={(id) => navigate({ to: '/alerts', search: { tab: tabs.find((one) => one === id) } })} tabs={[
        { id: 'now', label: 'Now', content: <NowPanel /> },
        { id: 'rules', label: 'Rules', content: <RulesPanel /> },
        { id: 'destinations', label: 'Destinations', content: <DestinationsPanel /> },
        { id: 'silences', label: 'Silences', content: <SilencesPanel /> },
        { id: 'history', label: 'History', content: <HistoryPanel /> },
      ]} />
    </>
  );
}
