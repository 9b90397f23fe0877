// expect: ok|error
// Every method that the console might lean on is broken, and every property is set on everything.
for (const name of [
  'status',
  'ms',
  'peakBytes',
  'kind',
  'env',
  'stdio',
  'shell',
  'uid',
  'cwd',
  'then',
  'toJSON',
  'code',
  'type',
  'error',
  'value',
])
  Object.prototype[name] = 'ESCAPED'.toLowerCase();
for (const kind of [Array, String, Map, Object, Function, Promise, RegExp])
  for (const key of Reflect.ownKeys(kind.prototype))
    try {
      if (key !== 'constructor' && typeof kind.prototype[key] === 'function') kind.prototype[key] = () => undefined;
    } catch {}
console.log({ a: 1 });
