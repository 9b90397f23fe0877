export { compile, type Executable } from './compile';
export { createSession, type Session, type SessionOptions } from './session';
export { writeOnnx } from './write';
