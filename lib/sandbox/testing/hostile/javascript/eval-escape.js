// expect: ok
// prints: nothing
const code = 'typeof process + typeof require + typeof fetch + typeof WebAssembly';
const all = [eval(code), (0, eval)(code), new Function(`return ${code}`)(), Reflect.construct(Function, [`return ${code}`])()];
console.log(all.every((text) => text === 'undefined'.repeat(4)) ? 'nothing' : 'ESCAPED');
