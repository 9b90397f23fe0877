export { gradients } from './gradients';
export { rules, type VjpRules } from './rules';
export type { VjpRule } from './rule';
