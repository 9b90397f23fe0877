// expect: ok
// prints: nothing
const names = ['node:fs', 'fs', 'child_process', 'os', 'std', 'qjs:os', '__CANARY__', 'file://__CANARY__', 'data:text/javascript,1'];
for (const name of names) {
  try {
    console.log('ESCAPED', await import(name));
  } catch {}
}
console.log('nothing');
