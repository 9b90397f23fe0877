// expect: timeout
// limits: timeoutMs=1000
// One call of a native function, which no interrupt reaches.
/(x+x+)+y/.test('x'.repeat(40));
while (true);
