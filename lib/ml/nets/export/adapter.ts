import type { LoraOptions } from '../lora';
import type { FloatTensors } from '../../tensor/arena';
import { writeSafetensors } from '../../tensor/safetensors';
import { json, type Files } from './files';

/** Adapters of {@link lora} as Python's PEFT loads them beside the model that they were learned on. */
export function exportAdapter(adapters: FloatTensors, { rank, alpha, targets }: LoraOptions, baseModel: string): Files {
  const named = new Map([...adapters].map(([name, tensor]) => [`base_model.model.${name}`, tensor] as const));
  return {
    'adapter/adapter_model.safetensors': writeSafetensors(named, { metadata: { format: 'pt' } }),
    'adapter/adapter_config.json': json({
      peft_type: 'LORA',
      task_type: 'CAUSAL_LM',
      base_model_name_or_path: baseModel,
      r: rank,
      lora_alpha: alpha,
      lora_dropout: 0,
      target_modules: targets,
      bias: 'none',
      inference_mode: true,
    }),
  };
}
