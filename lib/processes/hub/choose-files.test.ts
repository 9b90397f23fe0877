import { describe, expect, it } from 'vitest';
import { chooseFiles } from './choose-files';

const tokenizer = ['tokenizer.json', 'tokenizer_config.json', 'config.json'];
const llama = { model_type: 'llama', architectures: ['LlamaForCausalLM'], vocab_size: 100 };
const t5 = { model_type: 't5', architectures: ['T5ForConditionalGeneration'], is_encoder_decoder: true, vocab_size: 100 };
const bert = { model_type: 'bert', architectures: ['BertModel'], vocab_size: 100 };

describe('what of a repository is taken', () => {
  it('is one precision of the graphs, the tokenizer, the card – and no weights of other programs', () => {
    const rest = ['README.md', 'LICENSE.md', 'pytorch_model.bin', 'model.safetensors', 'train.py', '../escape.json', 'onnx/../../x.onnx'];
    const chosen = chooseFiles([...tokenizer, ...rest, 'onnx/model.onnx', 'onnx/model_quantized.onnx', 'onnx/model_q4f16.onnx'], llama);
    expect(chosen).toMatchObject({ kind: 'decoder', precision: 'q8', graph: 'model', dataFiles: 0, precisions: ['q8', 'float32'] });
    expect([...chosen.files].sort()).toEqual([...tokenizer, 'README.md', 'LICENSE.md', 'onnx/model_quantized.onnx'].sort());
  });

  it('is the wanted precision, with the data beside a large graph', () => {
    const names = [
      ...tokenizer,
      'onnx/model.onnx',
      'onnx/model.onnx_data',
      'onnx/model.onnx_data_1',
      'onnx/model_q4.onnx',
      'onnx/model_q4.onnx_data',
    ];
    expect(chooseFiles(names, llama, 'float32')).toMatchObject({ precision: 'float32', dataFiles: 2 });
    const q4 = chooseFiles(names, llama);
    expect(q4).toMatchObject({ precision: 'q4', dataFiles: 1 });
    expect(q4.files).not.toContain('onnx/model.onnx_data');
    expect(() => chooseFiles(names, llama, 'int8')).toThrow('There is no int8; there is q4, float32.');
  });

  it('is both parts of an encoder with a decoder, and the older name of a decoder', () => {
    const both = ['onnx/encoder_model_quantized.onnx', 'onnx/decoder_model_merged_quantized.onnx', 'onnx/decoder_model_quantized.onnx'];
    const chosen = chooseFiles([...tokenizer, ...both], t5);
    expect(chosen).toMatchObject({ kind: 'seq2seq', precision: 'q8' });
    expect(chosen.files.filter((name) => name.startsWith('onnx/'))).toEqual(both.slice(0, 2));
    expect(chooseFiles([...tokenizer, 'onnx/decoder_model_merged_quantized.onnx'], llama)).toMatchObject({
      kind: 'decoder',
      graph: 'decoder_model_merged',
    });
  });

  it('brings the pooling of a sentence encoder', () => {
    const chosen = chooseFiles([...tokenizer, '1_Pooling/config.json', 'onnx/model.onnx'], bert);
    expect(chosen.kind).toBe('encoder');
    expect(chosen.files).toContain('1_Pooling/config.json');
  });

  it('is nothing where the model could not be served', () => {
    expect(() => chooseFiles([...tokenizer, 'model.safetensors'], llama)).toThrow('no ONNX graphs');
    expect(() => chooseFiles(['config.json', 'onnx/model.onnx'], llama)).toThrow('no tokenizer.json');
    expect(() => chooseFiles([...tokenizer, 'onnx/model.onnx'], { model_type: 'vit', architectures: ['ViTModel'] })).toThrow(
      'not a model that writes',
    );
    expect(() => chooseFiles(tokenizer, null)).toThrow('not a model that writes');
  });
});
