// expect: error
// says: could not load module
import { readFileSync } from 'node:fs';
console.log('ESCAPED', readFileSync('__CANARY__', 'utf8'));
