export { answerQuestion } from './answer-question';
export { listAttempts, showSolution, submitExercise } from './attempts';
export { conceptStatuses } from './concept-statuses';
export { readOverview } from './overview';
export { readProgress, saveProgress } from './progress';
export { questionId } from './questions';
export { readerExercises } from './reader-exercise';
export { listReviews, rateReview } from './reviews';
