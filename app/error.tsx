'use client';

import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';

/** Shown when a page fails. The message of an unknown error stays on the server; the digest finds it in the log. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="mx-auto w-full max-w-2xl">
      <Alert tone="danger" title="This page could not be shown">
        <p>Something went wrong on this machine, and nothing of yours was changed by it. Try again; if it stays, look in the server log.</p>
        {error.digest && (
          <p className="mt-2 text-sm">
            Mark in the log: <code className="font-mono">{error.digest}</code>
          </p>
        )}
        <Button className="mt-4" variant="secondary" onClick={reset}>
          Try again
        </Button>
      </Alert>
    </div>
  );
}
