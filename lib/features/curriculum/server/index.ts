export { checkConcept } from './check-concept';
export { gradeExercise, type Grade, type GradedCase, type Run } from './grade-exercise';
export { loadCurriculum, readCurriculum, type Curriculum } from './load-curriculum';
export { parseConcept, type ConceptProblem } from './parse-concept';
export { prerequisiteGraph, type PrerequisiteGraph } from './prerequisite-graph';
export { validateCurriculum, type ConceptFile } from './validate-curriculum';
