'use client';

import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import { useLearning } from '@/components/learning/learning-context';
import type { Progress } from '@/lib/features/learning/schemas';
import { placeOf, scrolledShare } from './step-position';

/** Milliseconds of rest after scrolling before the place is kept. */
const rest = 1500;

interface Reading {
  readonly steps: readonly { readonly id: string }[];
  readonly current: number;
  readonly progress: Progress | undefined;
  readonly articles: RefObject<(HTMLElement | null)[]>;
}

/**
 * Keeps where the reader is – the step, and how far down – and leads back there. `resume` is the step to
 * offer, undefined where the reader is there already or has begun to read elsewhere.
 */
export function useProgress({ steps, current, progress, articles }: Reading): {
  resume: number | undefined;
  finish: (index: number) => void;
} {
  const learning = useLearning();
  const stopped = steps.findIndex(({ id }) => id === progress?.stepId);
  const [previous, setPrevious] = useState(current);
  const [moved, setMoved] = useState(false);
  if (previous !== current) {
    setPrevious(current);
    setMoved(true);
  }
  const restored = useRef(false);
  const last = useRef('');

  const save = useEffectEvent((read: readonly string[] = []) => {
    const step = steps[current];
    const article = articles.current[current];
    if (!learning?.signedIn || learning.slug === undefined || !step) return;
    const position = article ? scrolledShare(article.getBoundingClientRect()) : 0;
    const now = JSON.stringify([step.id, position, read]);
    if (now === last.current) return;
    last.current = now;
    void learning.actions.saveProgress({ slug: learning.slug, stepId: step.id, position, read: [...read] });
  });

  const restore = useEffectEvent(() => {
    const article = articles.current[current];
    if (restored.current || current !== stopped || stopped < 0 || !article || !progress) return;
    restored.current = true;
    const top = placeOf(progress.position, article.getBoundingClientRect());
    if (top > 0) window.scrollTo({ top: window.scrollY + top });
  });

  useEffect(() => {
    // After the reader's own effect, which shows the step's heading.
    const frame = requestAnimationFrame(restore);
    return () => cancelAnimationFrame(frame);
  }, [current]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(save, rest);
    };
    const atOnce = () => {
      if (document.visibilityState === 'hidden') save();
    };
    // Somebody who only looks at the first step has not begun anew.
    if (current !== 0) later();
    addEventListener('scroll', later, { passive: true });
    document.addEventListener('visibilitychange', atOnce);
    return () => {
      clearTimeout(timer);
      removeEventListener('scroll', later);
      document.removeEventListener('visibilitychange', atOnce);
    };
  }, [current]);

  return {
    resume: stopped > 0 && current === 0 && !moved ? stopped : undefined,
    finish(index) {
      const step = steps[index];
      if (!learning?.signedIn || learning.slug === undefined || !step) return;
      const next = steps[index + 1] ?? step;
      void learning.actions.saveProgress({ slug: learning.slug, stepId: next.id, position: 0, read: [step.id] });
    },
  };
}
