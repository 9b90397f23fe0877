// expect: ok
// prints: nothing
function climb(value, depth = 0) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function') || depth > 6) return;
  for (const key of Reflect.ownKeys(value)) {
    let next;
    try {
      next = value[key];
    } catch {
      continue;
    }
    if (next?.mainModule || next?.binding || next?.versions?.node) console.log('ESCAPED', key);
    climb(next, depth + 3);
  }
  climb(Object.getPrototypeOf(value), depth + 1);
}
climb(globalThis);
try {
  (function seek() {
    if (seek.caller?.caller?.arguments) console.log('ESCAPED', seek.caller);
  })();
} catch {}
Error.prepareStackTrace = (_error, frames) => frames.map((frame) => frame.getThis?.());
const { stack } = new Error();
if (Array.isArray(stack)) console.log('ESCAPED', stack);
console.log('nothing');
