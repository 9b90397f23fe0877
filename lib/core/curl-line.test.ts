import { expect, it } from 'vitest';
import { curlLine } from './curl-line';

const address = 'http://localhost:3000';

it('writes what a shell can run as it stands', () => {
  expect(curlLine({ method: 'GET', path: '/api/tutorials' }, address)).toBe(
    'curl -s "http://localhost:3000/api/tutorials" -H "Authorization: Bearer $LOAM_TOKEN"',
  );
  expect(curlLine({ method: 'POST', path: '/api/tutorials', example: { topic: "Ada's lists", minutes: 5 } }, address)).toBe(
    'curl -s -X POST "http://localhost:3000/api/tutorials" -H "Authorization: Bearer $LOAM_TOKEN"' +
      ` -H "Content-Type: application/json" -d '{"topic":"Ada'\\''s lists","minutes":5}'`,
  );
});

it('puts the example’s fields where the path wants them, and names what is missing', () => {
  const role = { method: 'PUT', path: '/api/users/{user}/role', example: { user: 'a@b.example', role: 'trainer' } } as const;
  expect(curlLine(role, address)).toContain('/api/users/a%40b.example/role" ');
  expect(curlLine(role, address)).toContain(`-d '{"role":"trainer"}'`);
  expect(curlLine({ method: 'DELETE', path: '/api/jobs/{jobId}' }, address)).toContain('-X DELETE "http://localhost:3000/api/jobs/JOB_ID"');
});
