// expect: error
// says: ReferenceError
const answer = await fetch('http://127.0.0.1:__PORT__/');
console.log('ESCAPED', await answer.text());
