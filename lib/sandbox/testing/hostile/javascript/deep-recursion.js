// expect: error
// says: stack overflow|nested too deeply
for (const dig of [
  () => JSON.parse('['.repeat(1_000_000)),
  () => eval('('.repeat(100_000)),
  () => new RegExp('(?:'.repeat(100_000)),
  () => [].concat(...Array.from({ length: 100_000 }, () => [1])),
]) {
  try {
    dig();
  } catch {}
}
(function deeper() {
  [1].map(deeper);
})();
