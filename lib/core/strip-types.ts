const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Where a place of the generated text came from; lines and columns from 1. */
export type Origin = (line: number, column: number) => { line: number; column: number };

export type Stripped =
  | { readonly kind: 'program'; readonly code: string; readonly origin: Origin }
  | { readonly kind: 'syntax-error'; readonly message: string };

/** The numbers of one source-map segment (base64 VLQ, source map specification revision 3). */
function numbers(segment: string): number[] {
  const found: number[] = [];
  let value = 0;
  let shift = 0;
  for (const letter of segment) {
    const digit = letters.indexOf(letter);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    found.push(value & 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return found;
}

function originFrom(mappings: string): Origin {
  let line = 0;
  let column = 0;
  const lines = mappings.split(';').map((text) => {
    let generated = 0;
    return text
      .split(',')
      .filter(Boolean)
      .map((segment) => {
        const [step, , lineStep = 0, columnStep = 0] = numbers(segment);
        generated += step;
        line += lineStep;
        column += columnStep;
        return { generated, line, column };
      });
  });
  return (generatedLine, generatedColumn) => {
    const segments = lines[generatedLine - 1] ?? [];
    const found = segments.findLast(({ generated }) => generated <= generatedColumn - 1) ?? segments[0];
    return found ? { line: found.line + 1, column: found.column + 1 } : { line: generatedLine, column: generatedColumn };
  };
}

/**
 * Loads the compiler and gives a function that takes the types out of a program, without checking
 * them. It returns the program in JavaScript with the origins of its places, or what makes it
 * unreadable, one line per fault: `main.ts:2:5 - message`.
 */
export async function createTypeStripper(): Promise<(code: string, fileName: string) => Stripped> {
  const { default: ts } = await import('typescript');
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    sourceMap: true,
    useDefineForClassFields: true,
    experimentalDecorators: true,
  };
  return (code, fileName) => {
    const { outputText, sourceMapText, diagnostics } = ts.transpileModule(code, { fileName, reportDiagnostics: true, compilerOptions });
    const errors = (diagnostics ?? []).filter(({ category }) => category === ts.DiagnosticCategory.Error);
    if (errors.length > 0) {
      const lines = errors.map(({ file, start, messageText }) => {
        const place = file && start !== undefined ? file.getLineAndCharacterOfPosition(start) : { line: 0, character: 0 };
        return `${fileName}:${place.line + 1}:${place.character + 1} - ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
      });
      return { kind: 'syntax-error', message: `SyntaxError:\n${lines.join('\n')}\n` };
    }
    const map = JSON.parse(sourceMapText ?? '{"mappings":""}') as { mappings: string };
    return { kind: 'program', code: outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'), origin: originFrom(map.mappings) };
  };
}
