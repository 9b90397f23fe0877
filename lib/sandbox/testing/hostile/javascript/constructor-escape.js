// expect: ok
// prints: nothing
const doors = [
  console.log,
  prompt,
  setTimeout,
  performance.now,
  structuredClone,
  queueMicrotask,
  Promise.resolve().then,
  async () => {},
  function* () {},
];
for (const door of doors) {
  try {
    const found = door.constructor.constructor(
      'return typeof process === "object" ? process : typeof require === "function" ? require : undefined',
    )();
    if (found) console.log('ESCAPED', found.env);
  } catch {}
}
console.log('nothing');
