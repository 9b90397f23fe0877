'use client';

import ErrorPage from './error';
import './globals.css';

/** Shown when even the frame around the pages fails: the same words, in a document of its own. */
export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Loam</title>
        <main className="p-6">
          <ErrorPage {...props} />
        </main>
      </body>
    </html>
  );
}
