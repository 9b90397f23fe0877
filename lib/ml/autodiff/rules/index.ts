import type { Op } from '../../graph';
import { notDifferentiable, type VjpRule } from '../rule';
import * as elementwise from './elementwise';
import * as indexing from './indexing';
import * as linear from './linear';
import * as reduction from './reduction';
import * as shape from './shape';

/** One rule for every operator of the table. An operator without one does not compile. */
export const rules = {
  ...elementwise,
  ...linear,
  ...shape,
  ...reduction,
  ...indexing,
  Equal: notDifferentiable(),
  Greater: notDifferentiable(),
  LessOrEqual: notDifferentiable(),
  And: notDifferentiable(),
  Cast: notDifferentiable(),
  CumSum: notDifferentiable(),
  GroupQueryAttention: notDifferentiable(),
  DynamicQuantizeMatMul: notDifferentiable(),
} satisfies { [O in Op]: VjpRule<O> };

/** The table's shape, so that a test can plant a wrong rule. */
export type VjpRules = { readonly [O in Op]: VjpRule<O> };
