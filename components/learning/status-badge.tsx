import { BookOpen, Check, Circle, CircleDot } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/tones';
import type { ConceptStatus } from '@/lib/features/learning/schemas';

const looks = {
  known: { word: 'known', tone: 'leaf', icon: Check },
  learning: { word: 'learning', tone: 'sky', icon: BookOpen },
  ready: { word: 'ready to learn', tone: 'clay', icon: CircleDot },
  new: { word: 'not yet', tone: 'neutral', icon: Circle },
} as const satisfies Record<ConceptStatus, { word: string; tone: Tone; icon: typeof Check }>;

export const statusWords: Record<ConceptStatus, string> = {
  known: looks.known.word,
  learning: looks.learning.word,
  ready: looks.ready.word,
  new: looks.new.word,
};

/** How a person stands to a concept, in a word and a mark. */
export function StatusBadge({ status }: { status: ConceptStatus }) {
  const { word, tone, icon: Icon } = looks[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className="size-3.5" />
      {word}
    </Badge>
  );
}
