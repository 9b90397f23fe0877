export { describeProtections } from './protections';
export { closeSandbox, runProgram } from './run-program';
export { runtimeVersion } from './runtime-version';
export * from './schemas';
