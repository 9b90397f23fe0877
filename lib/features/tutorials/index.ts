export * from './schemas';
export * from './template-schemas';
export { warningsOf, type OutlineWarning } from './outline-warnings';
