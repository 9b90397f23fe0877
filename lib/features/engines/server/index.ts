export { complete } from './complete';
export { embedTexts } from './embed';
export { listRoles } from './engines-of';
export { listServedModels, readServedModel } from './list-models';
