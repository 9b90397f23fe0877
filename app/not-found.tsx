import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <div className="mx-auto w-full max-w-2xl">
      <EmptyState
        title="Nothing grows here"
        description="This page does not exist, or it was removed. Check the address, or start again from the beginning."
        action={<LinkButton href="/">Go to the start page</LinkButton>}
      />
    </div>
  );
}
