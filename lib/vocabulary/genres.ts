export const genres = ['fantasy', 'dark_fantasy', 'sci_fi', 'mystery', 'horror', 'romance', 'adventure', 'thriller'] as const;
export type Genre = (typeof genres)[number];
