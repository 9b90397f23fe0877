// expect: memory|error
// limits: memoryBytes=33554432
let text = 'x';
while (true) text = text + text + Math.random();
