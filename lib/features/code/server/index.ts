export { runCached, type CachedRun } from './run-cached';
