export { createBackup, restoreBackup } from './backups';
export { describeApi } from './describe-api';
export { followJobs } from './follow-jobs';
export { health } from './health';
export { cancelJob, discardJob, listJobs, readJob, retryFailed, retryJob } from './jobs';
export { listQueues } from './list-queues';
export { listSchedules, runSchedule } from './schedules';
