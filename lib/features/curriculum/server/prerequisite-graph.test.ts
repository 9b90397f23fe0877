import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prerequisiteGraph } from './prerequisite-graph';

const small = [
  { id: 'decorators', prerequisites: ['closures', 'arguments'] },
  { id: 'closures', prerequisites: ['functions'] },
  { id: 'arguments', prerequisites: ['functions'] },
  { id: 'functions', prerequisites: ['values'] },
  { id: 'values', prerequisites: [] },
  { id: 'sets', prerequisites: ['values'] },
];

describe('prerequisiteGraph', () => {
  it('orders concepts after their prerequisites', () => {
    expect(prerequisiteGraph(small).order).toEqual(['values', 'functions', 'closures', 'arguments', 'decorators', 'sets']);
  });

  it('leaves out what is known and what only the known needs', () => {
    const graph = prerequisiteGraph(small);
    expect(graph.path(['decorators'])).toEqual(['values', 'functions', 'closures', 'arguments', 'decorators']);
    expect(graph.path(['decorators'], new Set(['closures']))).toEqual(['values', 'functions', 'arguments', 'decorators']);
    expect(graph.path(['decorators'], new Set(['closures', 'arguments']))).toEqual(['decorators']);
    expect(graph.path(['values'], new Set(['values']))).toEqual(['values']);
  });

  it('gives closure and dependents', () => {
    const graph = prerequisiteGraph(small);
    expect([...graph.closure('closures')]).toEqual(['values', 'functions']);
    expect(graph.dependents('values')).toEqual(['functions', 'sets']);
  });

  it('refuses circles and unknown ids', () => {
    expect(() =>
      prerequisiteGraph([
        { id: 'a', prerequisites: ['b'] },
        { id: 'b', prerequisites: ['a'] },
      ]),
    ).toThrow(/circle/);
    expect(() => prerequisiteGraph([{ id: 'a', prerequisites: ['b'] }])).toThrow(/no concept/);
    expect(() => prerequisiteGraph(small).path(['monads'])).toThrow(/no concept "monads"/);
  });

  it('keeps every prerequisite before its concept, in any graph', () => {
    const graphs = fc
      .array(fc.array(fc.nat(30), { maxLength: 4 }), { minLength: 1, maxLength: 30 })
      .map((rows) =>
        rows
          .map((row, index) => ({ id: `c${index}`, prerequisites: [...new Set(row.filter((n) => n < index))].map((n) => `c${n}`) }))
          .reverse(),
      );
    fc.assert(
      fc.property(graphs, (concepts) => {
        const graph = prerequisiteGraph(concepts);
        const path = graph.path([concepts[0]?.id ?? '']);
        for (const order of [graph.order, path]) {
          for (const { id, prerequisites } of concepts) {
            if (!order.includes(id)) continue;
            for (const needed of prerequisites) {
              expect(order.indexOf(needed)).toBeGreaterThanOrEqual(0);
              expect(order.indexOf(needed)).toBeLessThan(order.indexOf(id));
            }
          }
        }
        expect(new Set(graph.order).size).toBe(concepts.length);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
