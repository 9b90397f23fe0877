// expect: memory
// limits: memoryBytes=33554432
const held = [];
while (true) held.push(new Array(10_000).fill(held.length));
