import { Check, X } from 'lucide-react';
import { Transcript } from '@/components/code/transcript';
import { CodeBlock } from '@/components/ui/code-block';
import { Markdown } from '@/components/ui/markdown';
import type { StepPitfall } from '@/lib/features/tutorials/schemas';

function Side({ kind, language, code, output }: { kind: 'wrong' | 'right'; language: string; code: string; output: string }) {
  const isRight = kind === 'right';
  return (
    <div className="min-w-0">
      <p className={`mb-1.5 flex items-center gap-1.5 text-sm font-semibold ${isRight ? 'text-leaf-deep' : 'text-danger'}`}>
        {isRight ? <Check aria-hidden className="size-4" /> : <X aria-hidden className="size-4" />}
        {isRight ? 'Do this' : 'Not this'}
      </p>
      {language === 'git' ? (
        <Transcript text={code} label={isRight ? 'Right' : 'Wrong'} />
      ) : (
        <CodeBlock code={code} language={language} title={isRight ? 'Right' : 'Wrong'} />
      )}
      {output !== '' && (
        <pre
          tabIndex={0}
          role="group"
          aria-label={`Output of the ${kind} code`}
          className="mt-2 overflow-x-auto rounded-card border border-dashed px-4 py-2.5 font-mono text-sm"
        >
          {output}
        </pre>
      )}
    </div>
  );
}

/** A frequent mistake: what goes wrong beside what goes right, both as they were run. */
export function Pitfall({ pitfall }: { pitfall: StepPitfall }) {
  return (
    <section className="space-y-3">
      <h3 className="text-lg">
        <span className="mr-2 align-middle font-sans text-sm font-semibold text-clay">Pitfall</span>
        {pitfall.title}
      </h3>
      <Markdown text={pitfall.intro} />
      <div className="grid gap-4 lg:grid-cols-2">
        <Side kind="wrong" language={pitfall.language} {...pitfall.wrong} />
        <Side kind="right" language={pitfall.language} {...pitfall.right} />
      </div>
      <Markdown text={pitfall.why} />
    </section>
  );
}
