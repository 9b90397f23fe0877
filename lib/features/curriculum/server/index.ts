export { loadCurriculum, type Curriculum } from './load-curriculum';
export { prerequisiteGraph, type PrerequisiteGraph } from './prerequisite-graph';
export { findGit } from './transcripts/find-git';
