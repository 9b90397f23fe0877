export { readCatalogue } from './catalogue';
export { planModelPull } from './plan';
export { pullNow, requestPull } from './pull';
