import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { hubPrecisions, type HubPrecision } from '@/lib/vocabulary/hub';
import type { ModelKind } from '@/lib/vocabulary/model-kinds';

const configSchema = z.looseObject({
  model_type: z.string(),
  architectures: z.array(z.string()).nullish(),
  is_encoder_decoder: z.boolean().nullish(),
  vocab_size: z.int().nullish(),
  max_position_embeddings: z.int().nullish(),
});

/** How the hub's graphs of a precision are named. */
const suffixes: Record<HubPrecision, string> = { q8: '_quantized', int8: '_int8', uint8: '_uint8', q4: '_q4', float32: '' };

/** What stands beside the graphs. transformers.js reads some of it, people the rest. */
const companions =
  /^(?:(?:config|generation_config|tokenizer|tokenizer_config|special_tokens_map|added_tokens|vocab|modules|sentence_bert_config)\.json|merges\.txt|spiece\.model|chat_template\.jinja|1_Pooling\/config\.json|README\.md|LICEN[CS]E(?:\.\w{1,5})?|NOTICE(?:\.\w{1,5})?)$/;

export interface ChosenFiles {
  readonly kind: Exclude<ModelKind, 'quality'>;
  readonly precision: HubPrecision;
  /** The decoder's graph without its suffix, as transformers.js calls it. */
  readonly graph: string;
  /** Of the graphs' own data, how many files lie beside each. */
  readonly dataFiles: number;
  readonly files: readonly string[];
  /** What else the repository offers. */
  readonly precisions: readonly HubPrecision[];
}

/**
 * What of a repository is needed to serve its model: the graphs of one precision, tokenizer, configuration, card.
 * @param wanted the best of {@link hubPrecisions} that is there, unless said
 * @throws LoamError `unprocessable` where the model is of another sort, or has no graphs or tokenizer
 */
export function chooseFiles(names: readonly string[], config: unknown, wanted?: HubPrecision): ChosenFiles {
  const { kind, graphs } = kindOf(names, config);
  const offered = hubPrecisions.filter((precision) => graphs.every((graph) => names.includes(graphName(graph, precision))));
  if (offered.length === 0) {
    throw new LoamError(
      'unprocessable',
      'This repository has no ONNX graphs (onnx/model.onnx and such). Look for a conversion of the model: the catalogue names some.',
    );
  }
  const precision = wanted ?? offered[0];
  if (!offered.includes(precision)) {
    const message = `There is no ${precision}; there is ${offered.join(', ')}`;
    throw new LoamError('invalid_input', `${message}.`, { fields: { precision: message } });
  }
  for (const needed of ['tokenizer.json', 'tokenizer_config.json']) {
    if (!names.includes(needed)) throw new LoamError('unprocessable', `This repository has no ${needed}: its model could not read a text.`);
  }
  const chosen = graphs.map((graph) => graphName(graph, precision));
  const data = names.filter((name) =>
    chosen.some((graph) => name.startsWith(`${graph}_data`) && /^_data(?:_\d+)?$/.test(name.slice(graph.length))),
  );
  return {
    kind,
    precision,
    graph: graphs[graphs.length - 1],
    dataFiles: data.length / graphs.length,
    files: [...names.filter((name) => companions.test(name)), ...chosen, ...data],
    precisions: offered,
  };
}

function kindOf(names: readonly string[], given: unknown): { kind: ChosenFiles['kind']; graphs: readonly string[] } {
  const parsed = configSchema.safeParse(given);
  const { architectures, is_encoder_decoder: twoParts, vocab_size: vocabulary } = parsed.data ?? {};
  const [architecture = ''] = architectures ?? [];
  const readsText = parsed.success && (vocabulary ?? 0) > 0;
  if (readsText && (twoParts || /^M?T5For/.test(architecture)))
    return { kind: 'seq2seq', graphs: ['encoder_model', 'decoder_model_merged'] };
  if (readsText && /(?:ForCausalLM|LMHeadModel)$/.test(architecture)) {
    const older =
      !names.some((name) => /^onnx\/model(?:_\w+)?\.onnx$/.test(name)) &&
      names.some((name) => name.startsWith('onnx/decoder_model_merged'));
    return { kind: 'decoder', graphs: [older ? 'decoder_model_merged' : 'model'] };
  }
  if (readsText && /(?:Model|ForMaskedLM)$/.test(architecture)) return { kind: 'encoder', graphs: ['model'] };
  throw new LoamError(
    'unprocessable',
    `${architecture || 'This'} is not a model that writes or compares texts, so Loam has no use for it. The catalogue names some that it can serve.`,
  );
}

function graphName(graph: string, precision: HubPrecision): string {
  return `onnx/${graph}${suffixes[precision]}.onnx`;
}
