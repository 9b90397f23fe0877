export { folderSource } from './folder-source';
export { readHubId } from './hub-id';
export { type HubAccess } from './hub-request';
export { planPull, type PullPlan } from './plan-pull';
export { pullModel, type PulledModel } from './pull-model';
export { remoteSource } from './remote-source';
export { type HubSource, type Pace } from './source';
