// expect: error
// says: ReferenceError
console.log('ESCAPED', require('node:fs').readFileSync('__CANARY__', 'utf8'));
