import { Link } from '@tanstack/react-router';
import { PageHead, Panel } from '../../design/Page';
import { Empty } from '../../design/States';

export function NotFoundPage() {
  return (
    <>
      <PageHead title="End of the line" />
      <Panel><Empty title="There is no page here" action={<Link to="/overview" className="text-sm text-brand underline">To the overview</Link>}>The address may have been cut off on its way to you, or the page has moved.</Empty></Panel>
    </>
  );
}
