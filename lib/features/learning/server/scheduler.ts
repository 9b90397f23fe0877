import { fsrs, Rating, State, type Card } from 'ts-fsrs';
import { cardStates, reviewRatings, type CardState, type ReviewRating } from '@/lib/vocabulary/reviews';

/** What is remembered about the remembering of one card. */
export interface Memory {
  readonly due: Date;
  readonly stability: number;
  readonly difficulty: number;
  readonly scheduledDays: number;
  readonly learningSteps: number;
  readonly reps: number;
  readonly lapses: number;
  readonly state: CardState;
  readonly lastReview: Date | null;
}

const day = 86_400_000;

/**
 * The published scheduler with its fitted parameters (FSRS 6, Ye et al.), for 90 % remembered. Nothing is
 * spread at random, so equal reviews at equal times give equal dates. What was forgotten is asked once
 * more in the same sitting.
 */
const scheduler = fsrs({ request_retention: 0.9, enable_fuzz: false, learning_steps: ['10m'], relearning_steps: ['10m'] });

const grades = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good, easy: Rating.Easy } as const;
const states: Record<CardState, State> = {
  new: State.New,
  learning: State.Learning,
  review: State.Review,
  relearning: State.Relearning,
};

/** A card that was just learned: it is asked for the first time tomorrow, for today it is still fresh. */
export function newMemory(now: Date): Memory {
  return {
    due: new Date(now.getTime() + day),
    stability: 0,
    difficulty: 0,
    scheduledDays: 0,
    learningSteps: 0,
    reps: 0,
    lapses: 0,
    state: 'new',
    lastReview: null,
  };
}

function toCard(memory: Memory): Card {
  return {
    due: memory.due,
    stability: memory.stability,
    difficulty: memory.difficulty,
    // The scheduler counts the days since the last review itself; the field goes with its next version.
    elapsed_days: 0,
    scheduled_days: memory.scheduledDays,
    learning_steps: memory.learningSteps,
    reps: memory.reps,
    lapses: memory.lapses,
    state: states[memory.state],
    last_review: memory.lastReview ?? undefined,
  };
}

/** The memory of a card after a review at a time. */
export function reviewed(memory: Memory, rating: ReviewRating, now: Date): Memory {
  const { card } = scheduler.next(toCard(memory), now, grades[rating]);
  return {
    due: card.due,
    stability: card.stability,
    difficulty: card.difficulty,
    scheduledDays: card.scheduled_days,
    learningSteps: card.learning_steps,
    reps: card.reps,
    lapses: card.lapses,
    state: cardStates.find((state) => states[state] === card.state) ?? 'review',
    lastReview: now,
  };
}

/** Seconds until a card would be due again, for each rating that could be given now. */
export function intervals(memory: Memory, now: Date): Record<ReviewRating, number> {
  const seconds = (rating: ReviewRating) => Math.round((reviewed(memory, rating, now).due.getTime() - now.getTime()) / 1000);
  return Object.fromEntries(reviewRatings.map((rating) => [rating, seconds(rating)])) as Record<ReviewRating, number>;
}

/**
 * Cards due before this moment are asked now: a day's reviews are there some hours early, so that
 * studying in the evening and the next afternoon works.
 */
export function dueUntil(now: Date): Date {
  return new Date(now.getTime() + day / 3);
}
