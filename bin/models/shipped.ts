import { writeSafetensors } from '@/lib/ml/tensor/safetensors';
import type { NamedTensors } from '@/lib/ml/tensor/tensor';
import type { Files } from '@/lib/ml/nets/export';
import { json } from '@/lib/ml/nets/export/files';

/**
 * What of an exported model comes with Loam: the int8 graph that serves it, and its weights as 16-bit floats, from which
 * training goes on. The float32 graph is four times as large and would say nothing more.
 */
export function shippedFiles(files: Files, weights: NamedTensors): Files {
  const { 'onnx/model.onnx': _graph, ...rest } = files;
  const config = JSON.parse(new TextDecoder().decode(rest['config.json'])) as Record<string, unknown>;
  return {
    ...rest,
    'config.json': json({ ...config, torch_dtype: 'float16' }),
    'model.safetensors': writeSafetensors(weights, { metadata: { format: 'pt' }, half: true }),
  };
}
