import { expect, it } from 'vitest';
import { safeReturnPath } from './return-path';

it.each(['/tutorials', '/tutorials/x?step=2', '/'])('goes to %s', (path) => expect(safeReturnPath(path)).toBe(path));

it.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)', '', undefined, 3, '/a\nb'])(
  'does not go to %s',
  (path) => expect(safeReturnPath(path)).toBe('/'),
);
