export type { PracticeDocsOptions } from './options';
export { startPracticeDocsServer, type PracticeDocsServer } from './start';
