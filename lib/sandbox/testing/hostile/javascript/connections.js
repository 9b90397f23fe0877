// expect: ok
// prints: nothing
for (const open of [
  () => new WebSocket('ws://127.0.0.1:__PORT__'),
  () => new XMLHttpRequest().open('GET', 'http://127.0.0.1:__PORT__/'),
  () => new EventSource('http://127.0.0.1:__PORT__/'),
  () => navigator.sendBeacon('http://127.0.0.1:__PORT__/', 'x'),
  () => new Worker('data:text/javascript,1'),
  () => new Image().setAttribute('src', 'http://127.0.0.1:__PORT__/'),
]) {
  try {
    console.log('ESCAPED', open());
  } catch (error) {
    if (!(error instanceof ReferenceError)) console.log('ESCAPED', error);
  }
}
console.log('nothing');
