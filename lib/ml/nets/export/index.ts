export { exportAdapter } from './adapter';
export { compactFiles } from './compact';
export { decoderGraph, exportDecoder } from './decoder';
export { encoderGraph, exportEncoder } from './encoder';
export { json, type Files } from './files';
export { readDecoderConfig } from './read-decoder';
