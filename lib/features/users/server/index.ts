export { createUser } from './create-user';
export { invite, listInvitations, revokeInvitation } from './invitations';
export { listUsers, readUser } from './list-users';
export { deleteUser, disableUser, enableUser, resetUserPassword, setRole, signOutUser } from './manage-user';
