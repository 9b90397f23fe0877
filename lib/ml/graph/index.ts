export { GraphBuilder } from './builder';
export { GraphError, verify, type Graph, type Node, type Value } from './graph';
export { lower } from './lower';
export { castTargets } from './operators/elementwise';
export type { AttributesOf, Op } from './operators';
export { showShape, staticShape, type Dim, type Shape } from './dims';
