import { bundlePrograms } from '../bundle.mjs';

/** Child programs run as bundles in tests as they do in production. */
export default async function setup(): Promise<void> {
  await bundlePrograms();
}
