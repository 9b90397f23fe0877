import { metricsText } from '@/lib/entry/metrics';
import { route } from '@/lib/entry/route';
import { systemContract } from '@/lib/features/system/contract';

export const GET = route(systemContract.metrics, async () => {
  const { text, contentType } = await metricsText();
  return new Response(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
});
