export { decoderGraph, exportDecoder, type DecoderTokens } from './decoder';
export { encoderGraph, exportEncoder, type EncoderExport, type EncoderHead } from './encoder';
export { type Files } from './files';
export { type Precision } from './matrices';
