// expect: ok
// prints: nothing
const names = [
  'process',
  'global',
  'Buffer',
  'module',
  'exports',
  '__dirname',
  'Deno',
  'Bun',
  'os',
  'std',
  'scriptArgs',
  'print',
  'WebAssembly',
  'Worker',
  'navigator',
  'localStorage',
  'document',
  'importScripts',
  'postMessage',
];
console.log(names.filter((name) => name in globalThis).join() || 'nothing');
