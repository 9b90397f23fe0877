export { gradeExercise, type Gradable, type Grade, type GradedCase, type Run } from './grading/grade-exercise';
export { isRightAnswer } from './grading/right-answer';
export * from './schemas';
