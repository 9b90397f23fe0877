import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AutoModelForCausalLM, AutoTokenizer, env, pipeline, type PreTrainedModel, type Tensor } from '@huggingface/transformers';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '@/lib/core/paths';
import { findModels, type FoundModel } from '@/lib/features/models/server/model-folders';
import { contrastive } from '@/lib/ml/nets/encoder-heads';
import { decoder } from '@/lib/ml/nets/decoder';
import { readSafetensors } from '@/lib/ml/tensor/safetensors';
import { readModelFile } from '@/lib/processes/inference/model-folder';

let shipped: FoundModel[];

beforeAll(async () => {
  env.allowRemoteModels = false;
  env.localModelPath = projectPath('models');
  shipped = (await findModels(projectPath('models', 'nowhere'))).filter((model) => model.shipped);
});

const find = (name: string): FoundModel => {
  const found = shipped.find(({ manifest }) => manifest.name === name);
  if (!found) throw new Error(`models/${name} is missing`);
  return found;
};
const json = async (name: string, file: string) => JSON.parse(await readFile(path.join(find(name).folder, file), 'utf8')) as Record<string, number>;

describe('the models that come with Loam', () => {
  it('are whole: every file has the SHA-256 of its manifest, no file is too large, every one has a card', async () => {
    expect(shipped.length).toBeGreaterThan(0);
    for (const { folder, manifest } of shipped) {
      for (const [file, { bytes }] of Object.entries(manifest.files)) {
        await readModelFile(folder, manifest, file);
        const limit = file.endsWith('.onnx') ? 12e6 : file.endsWith('.safetensors') ? 15e6 : 25e6;
        expect(bytes, `${manifest.name}/${file}`).toBeLessThanOrEqual(limit);
      }
      expect(Object.keys(manifest.files)).toContain('README.md');
    }
  });

  it('the writer has the names and shapes of LlamaForCausalLM', async () => {
    const config = await json('writer', 'config.json');
    const { tensors } = readSafetensors(await readFile(path.join(find('writer').folder, 'model.safetensors')));
    const { parameters } = decoder({
      vocabulary: config.vocab_size,
      width: config.hidden_size,
      layers: config.num_hidden_layers,
      heads: config.num_attention_heads,
      keyValueHeads: config.num_key_value_heads,
      feedForward: config.intermediate_size,
      context: config.max_position_embeddings,
      ropeBase: config.rope_theta,
      epsilon: config.rms_norm_eps,
    });
    expect([...tensors.keys()].sort()).toEqual(parameters.map(({ name }) => name).sort());
    for (const { name, shape } of parameters) expect(tensors.get(name)?.shape).toEqual(shape);
  });

  it('the writer writes through transformers.js', async () => {
    const tokenizer = await AutoTokenizer.from_pretrained('writer');
    const model: PreTrainedModel = await AutoModelForCausalLM.from_pretrained('writer', { dtype: 'q8' });
    const inputs = tokenizer('<|story|>genre: fantasy | style: plain | beat: setting | name: Zerlinda (she) | place: in the mill<|text|>');
    const written = (await model.generate({ ...inputs, max_new_tokens: 60, do_sample: false })) as Tensor;
    const text = tokenizer.decode(written.tolist()[0] as number[], { skip_special_tokens: false });
    expect(text).toMatch(/<\|text\|>[A-Z"][^<]{20,}<\|end\|>/);
    await model.dispose();
  });

  it('the embedder puts texts on one subject near each other through transformers.js', async () => {
    const embed = await pipeline('feature-extraction', 'embedder', { dtype: 'q8' });
    const vectors = (
      await embed(['How do I sort a list?', 'Sorting the items of a list with sorted().', 'A commit records a snapshot of the files.'], {
        pooling: 'mean',
        normalize: true,
      })
    ).tolist() as number[][];
    const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
    expect(dot(vectors[0], vectors[1])).toBeGreaterThan(dot(vectors[0], vectors[2]) + 0.1);
    await embed.dispose();
  });

  it('the embedder has the names of the architecture that its configuration names', async () => {
    const config = await json('embedder', 'config.json');
    const { tensors } = readSafetensors(await readFile(path.join(find('embedder').folder, 'model.safetensors')));
    const { parameters } = contrastive(
      {
        vocabulary: config.vocab_size,
        width: config.hidden_size,
        layers: config.num_hidden_layers,
        heads: config.num_attention_heads,
        feedForward: config.intermediate_size,
        context: config.max_position_embeddings,
        segments: config.type_vocab_size,
        activation: 'gelu',
        epsilon: config.layer_norm_eps,
      },
      { temperature: 0.05 },
    );
    for (const { name, shape } of parameters) expect(tensors.get(name)?.shape, name).toEqual(shape);
  });
});
