export { listAudit } from './list-audit';
export { recordAudit, type AuditEntry } from './record-audit';
