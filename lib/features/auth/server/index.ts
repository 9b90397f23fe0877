export { account } from './account';
export { requireUserId } from './actor';
export { recordAudit } from './audit';
export { authenticateSession, authenticateToken } from './authenticate';
export { demoId, operatorId, seedBuiltInUsers } from './built-in-users';
export { listSessions, revokeSession } from './sessions';
export { hasAccount, needsSetupCode, setup } from './setup';
export { signIn, type SignedIn } from './sign-in';
export { createToken, listTokens, revokeToken } from './tokens';
