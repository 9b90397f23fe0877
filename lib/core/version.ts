import manifest from '../../package.json' with { type: 'json' };

export const loamVersion: string = manifest.version;
