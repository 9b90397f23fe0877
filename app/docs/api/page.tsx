import type { Metadata } from 'next';
import { Badge } from '@/components/ui/badge';
import { CodeBlock } from '@/components/ui/code-block';
import { currentApp } from '@/lib/core/app';
import type { Operation } from '@/lib/core/contract';
import { describeFields } from '@/lib/core/describe-fields';
import { pageContext } from '@/lib/entry/page';

export const metadata: Metadata = { title: 'API' };

/** Every operation as its contract declares it, for people; the same for programs is /api/openapi.json. */
export default async function ApiPage() {
  await pageContext();
  const { operations, settings } = currentApp();
  const featureOf = ({ id }: Operation) => id.split('.')[0];
  const features = [...new Set(operations.map(featureOf))];
  return (
    <div className="mx-auto max-w-3xl">
      <h1 className="font-serif text-4xl">API</h1>
      <p className="mt-3 text-ink-soft">
        Send an API token with each request: <code>Authorization: Bearer …</code>. Errors are JSON with a code, a message and the fields to
        mend. Programs read the same description at{' '}
        <a className="underline" href="/api/openapi.json">
          /api/openapi.json
        </a>
        .
      </p>
      {features.map((feature) => (
        <section key={feature} aria-labelledby={feature} className="mt-10">
          <h2 id={feature} className="mb-4 font-serif text-2xl capitalize">
            {feature}
          </h2>
          <div className="space-y-8">
            {operations
              .filter((operation) => featureOf(operation) === feature)
              .map((operation) => (
                <OperationEntry key={operation.id} operation={operation} address={settings.address} />
              ))}
          </div>
        </section>
      ))}
    </div>
  );
}

function OperationEntry({ operation, address }: { operation: Operation; address: string }) {
  const { method, path, summary, access, scope, input, example } = operation;
  const fields = describeFields(input);
  const body = example === undefined ? '' : ` \\\n  -H 'Content-Type: application/json' -d '${JSON.stringify(example)}'`;
  const token = access === 'anyone' ? '' : ` -H 'Authorization: Bearer TOKEN'`;
  return (
    <article>
      <h3 className="flex flex-wrap items-center gap-2 font-mono text-base">
        <Badge>{method}</Badge>
        {path}
      </h3>
      <p className="mt-1">{summary}</p>
      <p className="mt-1 text-sm text-ink-soft">
        {access === 'anyone' ? 'Anyone may call it.' : `For the role ${access} and above.`}
        {scope && ` A token needs the scope ${scope}.`}
      </p>
      {fields.length > 0 && (
        <ul className="my-3 space-y-1 text-sm">
          {fields.map(({ name, type, required, description }) => (
            <li key={name}>
              <code className="font-semibold">{name}</code> <span className="text-ink-soft">{type + (required ? ', required' : '')}</span>
              {description && ` – ${description}`}
            </li>
          ))}
        </ul>
      )}
      <CodeBlock language="bash" title="curl" code={`curl${method === 'GET' ? '' : ` -X ${method}`} ${address}${path}${token}${body}`} />
    </article>
  );
}
