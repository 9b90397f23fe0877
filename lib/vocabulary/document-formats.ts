/** What one's own documents may be written in. */
export const documentFormats = ['markdown', 'text'] as const;
export type DocumentFormat = (typeof documentFormats)[number];
