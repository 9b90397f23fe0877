export { createBackup, restoreBackup } from './backups';
export { describeApi } from './describe-api';
export { followJobs } from './follow-jobs';
export { health } from './health';
export { cancelJob, listJobs, readJob, retryJob } from './jobs';
