export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Name of the cookie that remembers the reader's choice on this browser. */
export const themeCookie = 'loam-theme';

/** The theme a cookie's value names; anything else follows the system. */
export function themeFromCookie(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system';
}
