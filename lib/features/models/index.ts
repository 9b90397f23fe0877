export * from './schemas';
export { verdictInWords } from './verdict';
