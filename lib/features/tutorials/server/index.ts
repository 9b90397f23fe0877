export { createTutorial } from './create-tutorial';
export { proposeOutline } from './draft-tutorial';
export { listTutorials, readTutorial, readTutorialRequest } from './read-tutorial';
export { requestTutorial } from './request-tutorial';
export { listTemplates } from './templates';
