export const programs: Record<string, string>;
export function bundlePrograms(): Promise<void>;
