import { includesRole, type Role } from '@/lib/vocabulary/roles';

export interface NavigationItem {
  href: string;
  label: string;
  /** The least role that may go there; without it, anyone may. */
  role?: Role;
}

export interface NavigationSection {
  id: string;
  label: string;
  items: readonly NavigationItem[];
}

/** The sections a person may see: items beyond the person's role go, and so do sections left empty. */
export function visibleSections(sections: readonly NavigationSection[], role: Role | undefined): NavigationSection[] {
  return sections
    .map((section) => ({
      ...section,
      items: section.items.filter((item) => !item.role || (role !== undefined && includesRole(role, item.role))),
    }))
    .filter((section) => section.items.length > 0);
}

/**
 * The item a path belongs to: the longest address that equals the path or is a folder above it.
 * "/" belongs to itself alone.
 */
export function currentHref(sections: readonly NavigationSection[], path: string): string | undefined {
  return sections
    .flatMap((section) => section.items.map((item) => item.href))
    .filter((href) => path === href || (href !== '/' && path.startsWith(`${href}/`)))
    .sort((a, b) => b.length - a.length)[0];
}
