export { decoderGraph, exportDecoder } from './decoder';
export { encoderGraph, exportEncoder } from './encoder';
export { type Files } from './files';
