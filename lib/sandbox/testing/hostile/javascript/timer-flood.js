// expect: timeout
// limits: timeoutMs=1500
for (let index = 0; index < 5_000; index++) setInterval(() => setInterval(() => {}, 1), 1);
