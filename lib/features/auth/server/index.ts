export { account } from './account';
export { requireUserId } from './actor';
export { authenticateSession, authenticateToken } from './authenticate';
export { operatorId, seedBuiltInUsers } from './built-in-users';
export { createUser } from './create-user';
export { listSessions, revokeSession } from './sessions';
export { hasAccount, needsSetupCode, setup } from './setup';
export { signIn, type SignedIn } from './sign-in';
export { createToken, listTokens, revokeToken } from './tokens';
