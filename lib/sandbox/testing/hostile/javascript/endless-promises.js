// expect: timeout
// limits: timeoutMs=1000
const again = () =>
  Promise.resolve()
    .then(again)
    .finally(() => {});
again();
setInterval(() => console.log('ESCAPED'), 1);
