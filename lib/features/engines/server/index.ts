export { complete } from './complete';
export type { Completed, CompletionAsk, Engine } from './engine';
export { embedTexts } from './embed';
export { enginesBefore, listRoles } from './engines-of';
export { listServedModels, readServedModel } from './list-models';
export { sendsElsewhere } from './sends-elsewhere';
