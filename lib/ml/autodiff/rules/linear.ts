import { sumTo, type VjpRule } from '../rule';

/** Transposes are arguments of the product, so no gradient ever moves memory. */
export const Gemm: VjpRule<'Gemm'> = ({ g, inputs: [a, b, c], attributes: { alpha = 1, beta = 1, transA, transB }, dy }) => {
  const [ta, tb] = [transA === 1, transB === 1];
  return [
    () =>
      ta
        ? g.add('Gemm', [b, dy], { alpha, transA: tb ? 1 : 0, transB: 1 })
        : g.add('Gemm', [dy, b], { alpha, transA: 0, transB: tb ? 0 : 1 }),
    () =>
      tb
        ? g.add('Gemm', [dy, a], { alpha, transA: 1, transB: ta ? 1 : 0 })
        : g.add('Gemm', [a, dy], { alpha, transA: ta ? 0 : 1, transB: 0 }),
    () => sumTo(g, beta === 1 ? dy : g.add('Mul', [dy, g.scalar(beta)]), c.shape),
  ];
};

/** As Gemm, over the last two dimensions; broadcast leading dimensions are summed. */
export const FusedMatMul: VjpRule<'FusedMatMul'> = ({ g, inputs: [a, b], attributes: { alpha = 1, transA, transB }, dy }) => {
  const [ta, tb] = [transA === 1, transB === 1];
  const da = () =>
    ta
      ? g.add('FusedMatMul', [b, dy], { alpha, transA: tb ? 1 : 0, transB: 1 })
      : g.add('FusedMatMul', [dy, b], { alpha, transA: 0, transB: tb ? 0 : 1 });
  const db = () =>
    tb
      ? g.add('FusedMatMul', [dy, a], { alpha, transA: 1, transB: ta ? 1 : 0 })
      : g.add('FusedMatMul', [a, dy], { alpha, transA: ta ? 0 : 1, transB: 0 });
  return [() => sumTo(g, da(), a.shape), () => sumTo(g, db(), b.shape)];
};

export const MatMul: VjpRule<'MatMul'> = ({ g, inputs: [a, b], dy }) => [
  () => sumTo(g, g.add('FusedMatMul', [dy, b], { transB: 1 }), a.shape),
  () => sumTo(g, g.add('FusedMatMul', [a, dy], { transA: 1 }), b.shape),
];
