import type { Role } from '@/lib/vocabulary/roles';

/** What the shell knows of the person who is signed in. */
export interface ShellPerson {
  name: string;
  role: Role;
}
