/** From least to most powerful: each role may do what the ones before it may. */
export const roles = ['learner', 'trainer', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Whether a role includes another's rights. */
export function includesRole(held: Role, needed: Role): boolean {
  return roles.indexOf(held) >= roles.indexOf(needed);
}
