import { route } from '@/lib/entry/route';
import { auditContract } from '@/lib/features/audit/contract';
import { listAudit } from '@/lib/features/audit/server';

export const GET = route(auditContract.list, listAudit);
