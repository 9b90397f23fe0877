export { compactFiles as shippedFiles } from '@/lib/ml/nets/export';
