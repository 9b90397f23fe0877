export { createTutorial } from './create-tutorial';
export { listTutorials, readTutorial, readTutorialRequest } from './read-tutorial';
export { requestTutorial } from './request-tutorial';
