import path from 'node:path';

/** The project's folder. The launchers in bin/ set LOAM_ROOT; elsewhere it is the working folder. */
export function projectRoot(): string {
  return process.env.LOAM_ROOT ?? process.cwd();
}

/** A file or folder of the project, as an absolute path. */
export function projectPath(...segments: string[]): string {
  return path.join(/* turbopackIgnore: true */ projectRoot(), ...segments);
}

/** A bundled child program (bin/bundle.mjs lists them), as an absolute path. */
export function programPath(name: string): string {
  return projectPath('dist', `${name}.mjs`);
}
