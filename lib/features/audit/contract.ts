import { operation } from '@/lib/core/contract';
import { auditPageSchema, listAuditInput } from './schemas';

export const auditContract = {
  list: operation({
    id: 'audit.list',
    summary: 'Who did what to whom, when and from where, the latest first.',
    method: 'GET',
    path: '/api/audit',
    access: 'admin',
    input: listAuditInput,
    output: auditPageSchema,
    command: { words: ['audit'] },
  }),
};
