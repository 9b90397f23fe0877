// expect: timeout|error
// limits: timeoutMs=1000
const cell = new Int32Array(new SharedArrayBuffer(4));
Atomics.wait(cell, 0, 0);
while (true);
