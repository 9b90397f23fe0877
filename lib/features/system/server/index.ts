export { describeApi } from './describe-api';
export { health } from './health';
