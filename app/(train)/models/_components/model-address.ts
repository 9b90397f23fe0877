/** `writer@v4`: a version of a model, wherever one is named. */
export function idOfModel({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}@${version}`;
}

/** The page of a model; of a name alone, that of the version in use. */
export function addressOfModel(id: string): string {
  return `/models/${encodeURIComponent(id)}`;
}
