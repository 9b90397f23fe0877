import { expect, it, vi } from 'vitest';
import { unknownRoute } from './unknown-route';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

it('answers an unknown path in the shape of every other error', async () => {
  const response = unknownRoute(new Request('http://localhost:3000/api/tutorialz?q=1', { method: 'POST' }));
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toContain('application/json');
  expect(await response.json()).toEqual({
    error: {
      code: 'not_found',
      message: 'There is nothing at POST /api/tutorialz. /docs/api and /api/openapi.json list what there is.',
      requestId: response.headers.get('x-request-id'),
    },
  });
});
