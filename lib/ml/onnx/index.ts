export { compile, type Executable } from './compile';
export { extendModel, nodesOf, type NamedValue } from './extend';
export { createSession, type Session, type SessionOptions } from './session';
export { writeOnnx } from './write';
