import { timingText } from '@/components/ui/duration';
import { Badge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/tones';
import type { BrowserRunResult, OutputPiece } from './browser-runner';
import type { ProgramState } from './use-program';

const endings: Record<BrowserRunResult['status'], { text: string; tone: Tone }> = {
  ok: { text: 'ran', tone: 'leaf' },
  error: { text: 'ended with an error', tone: 'danger' },
  timeout: { text: 'took too long', tone: 'warn' },
  memory: { text: 'ran out of memory', tone: 'warn' },
  'output-limit': { text: 'printed too much', tone: 'warn' },
  refused: { text: 'was refused', tone: 'warn' },
  stopped: { text: 'stopped', tone: 'neutral' },
};

/** Neighbouring pieces of one stream become one, so that long outputs stay few elements. */
export function joinPieces(pieces: readonly OutputPiece[]): OutputPiece[] {
  return pieces.reduce<OutputPiece[]>((joined, piece) => {
    const last = joined.at(-1);
    if (last?.stream === piece.stream) return [...joined.slice(0, -1), { stream: last.stream, text: last.text + piece.text }];
    return [...joined, piece];
  }, []);
}

function heading(state: ProgramState, languageName: string): string {
  if (state.phase === 'loading') return `Loading ${languageName}…`;
  return state.phase === 'running' ? 'Running…' : 'Output';
}

/** What a program printed, and how it ended. Announced politely as it comes. */
export function ProgramOutput({ state, languageName, expected }: { state: ProgramState; languageName: string; expected?: string }) {
  if (state.phase === 'idle') return null;
  if (state.phase === 'failed')
    return (
      <p role="alert" className="border-t bg-danger-wash px-4 py-3 text-sm">
        {state.message}
      </p>
    );
  const pieces = joinPieces(state.pieces);
  const result = state.phase === 'ended' ? state.result : undefined;
  const asExpected = result?.status === 'ok' && expected !== undefined && result.stdout.trimEnd() === expected.trimEnd();
  return (
    <div className="border-t">
      <div role="status" className="flex flex-wrap items-center gap-2 px-4 pt-2.5 text-xs font-semibold text-ink-soft">
        <span>{heading(state, languageName)}</span>
        {result && <Badge tone={endings[result.status].tone}>{`${endings[result.status].text}, ${timingText(result.milliseconds)}`}</Badge>}
        {asExpected && <Badge tone="leaf">same as in the lesson</Badge>}
      </div>
      <pre
        tabIndex={0}
        role="log"
        aria-label="Output of the program"
        className="max-h-96 overflow-auto px-4 pt-1.5 pb-3 font-mono text-sm leading-relaxed whitespace-pre-wrap"
      >
        {pieces.map((piece, index) => (
          <span key={index} className={piece.stream === 'stderr' ? 'text-danger' : undefined}>
            {piece.text}
          </span>
        ))}
        {result && pieces.length === 0 && <span className="text-ink-soft">It printed nothing.</span>}
      </pre>
    </div>
  );
}
