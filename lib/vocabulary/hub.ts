/** Precisions of the hub's graphs that an ordinary processor runs well, the first choice first. */
export const hubPrecisions = ['q8', 'int8', 'uint8', 'q4', 'float32'] as const;
export type HubPrecision = (typeof hubPrecisions)[number];

/** What runs a model's graphs: Loam's own runtime for what it exports, transformers.js for the rest. */
export const modelRuntimes = ['loam', 'transformers'] as const;

/** What an admin may let another engine do than the shipped model: stories and completions, and embeddings. */
export const engineRoles = ['writer', 'embedder'] as const;
export type EngineRole = (typeof engineRoles)[number];

/** Who can serve a role. They are asked in this order, each where it is set up. */
export const engineKinds = ['server', 'pulled', 'trained', 'shipped'] as const;
export type EngineKind = (typeof engineKinds)[number];
