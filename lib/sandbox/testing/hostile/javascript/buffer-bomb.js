// expect: ok
// prints: nothing
// limits: memoryBytes=33554432
for (const make of [
  () => new ArrayBuffer(2 ** 40),
  () => new Uint8Array(2 ** 31),
  () => new SharedArrayBuffer(2 ** 32),
  () => 'x'.repeat(2 ** 30),
  () => new Array(2 ** 32 - 1).fill(0),
  () => 'x'.padEnd(2 ** 31),
  () => 2n ** (2n ** 40n),
]) {
  try {
    make();
    console.log('ESCAPED');
  } catch {}
}
console.log('nothing');
