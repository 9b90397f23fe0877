import { describe, expect, it } from 'vitest';
import { loadEvaluationSets, problemsOf, type EvaluationSets } from './evaluation-sets';

const curriculum = [
  { id: 'bread', title: 'Baking bread', keywords: ['sour dough', 'loaf'] },
  { id: 'soup', title: 'Soup', keywords: ['broth'] },
];
const sound: EvaluationSets = {
  questions: {
    tune: [{ question: 'how do i get a crust', concepts: ['bread'] }],
    test: [{ question: 'what to do with old bones', concepts: ['soup'] }],
  },
  topics: { wanted: [{ topic: 'a supper for ten', concepts: ['bread', 'soup'] }], refused: ['tax returns'] },
};

describe('the evaluation sets', () => {
  it('of this project are sound and as large as promised', async () => {
    const { questions, topics } = await loadEvaluationSets();
    expect(questions.tune.length + questions.test.length).toBe(100);
    expect(questions.tune).toHaveLength(questions.test.length);
    expect(topics.wanted).toHaveLength(30);
    expect(topics.refused).toHaveLength(10);
  });

  it('are found faultless where they are', () => {
    expect(problemsOf(sound, curriculum)).toEqual([]);
  });

  const faults: [string, EvaluationSets, RegExp][] = [
    [
      'an unknown concept',
      { ...sound, topics: { ...sound.topics, wanted: [{ topic: 'a supper', concepts: ['stew'] }] } },
      /“a supper”: there is no concept stew/,
    ],
    [
      'a concept named twice',
      { ...sound, topics: { ...sound.topics, wanted: [{ topic: 'a supper', concepts: ['soup', 'soup'] }] } },
      /“a supper”: name soup once/,
    ],
    [
      'a concept in both halves',
      { ...sound, questions: { ...sound.questions, test: [{ question: 'why is it flat', concepts: ['soup', 'bread'] }] } },
      /^bread stands in tune and in test/,
    ],
    [
      'a question asked twice',
      { ...sound, questions: { ...sound.questions, test: [{ question: 'How do I get a crust?', concepts: ['soup'] }] } },
      /“how do i get a crust” stands twice/,
    ],
    [
      'a topic that is both wanted and refused',
      { ...sound, topics: { ...sound.topics, refused: ['A supper for ten'] } },
      /“a supper for ten” stands twice/,
    ],
    [
      'a question that is a title',
      { ...sound, questions: { ...sound.questions, test: [{ question: 'soup!', concepts: ['soup'] }] } },
      /“soup!” is a title or keyword/,
    ],
    [
      'a topic that is a keyword',
      { ...sound, topics: { ...sound.topics, wanted: [{ topic: 'Sour-dough', concepts: ['bread'] }] } },
      /“Sour-dough” is a title or keyword/,
    ],
  ];
  it.each(faults)('are refused for %s', (_, sets, message) => {
    expect(problemsOf(sets, curriculum)).toEqual([expect.stringMatching(message)]);
  });
});
