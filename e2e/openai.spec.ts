import OpenAI from 'openai';
import { expect, test } from './fixtures';

test('the official client of OpenAI lists, embeds, completes and hears a stream', async ({ baseURL, newPerson }) => {
  const { token } = await newPerson();
  const client = new OpenAI({ apiKey: token, baseURL: `${baseURL}/v1`, maxRetries: 0 });
  const ids = (await client.models.list()).data.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['writer', 'embedder']));
  const versioned = ids.find((id) => id.startsWith('writer@')) ?? '';
  expect(await client.models.retrieve(versioned)).toMatchObject({ id: versioned });

  const { data } = await client.embeddings.create({ model: 'embedder', input: ['a lighthouse', 'a beacon'] });
  expect(data.map(({ embedding }) => embedding.length)).toEqual([data[0].embedding.length, data[0].embedding.length]);
  expect(Math.hypot(...data[0].embedding)).toBeCloseTo(1, 3);

  const asked = { model: 'writer', prompt: 'The old man said that', max_tokens: 24, seed: 7 } as const;
  const whole = await client.completions.create(asked);
  let text = '';
  const arrivals: number[] = [];
  for await (const chunk of await client.completions.create({ ...asked, stream: true })) {
    text += chunk.choices[0].text;
    arrivals.push(performance.now());
  }
  expect(text).toBe(whole.choices[0].text);
  // It comes as it is written, not at the end: the first piece is there well before the last.
  expect(arrivals[arrivals.length - 1] - arrivals[0]).toBeGreaterThan(5);

  await expect(client.completions.create({ ...asked, model: 'gpt-9' })).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  await expect(new OpenAI({ apiKey: 'loam_made_up', baseURL: `${baseURL}/v1`, maxRetries: 0 }).models.list()).rejects.toMatchObject({
    status: 401,
  });
});
