// Loam's own lint rules: what no public rule says.
import path from 'node:path';

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const emptyWords = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc']);
const httpMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** `components/AutoTrainModel.tsx` is a name that others import. */
const namedByContract = new Set(['AutoTrainModel.tsx', 'AutoTrainModel.test.tsx']);

const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      kebab: 'Name the file in kebab-case: {{name}}.',
      empty: '"{{word}}" says nothing about what is inside: name the file or folder after what it does.',
    },
  },
  create(context) {
    return {
      Program(node) {
        const relative = path.relative(context.cwd, context.filename);
        const name = path.basename(relative).replace(/^\./, '');
        if (!kebabCase.test(name) && !namedByContract.has(name)) context.report({ node, messageId: 'kebab', data: { name } });
        const word = relative.split(path.sep).find((part) => emptyWords.has(part.split('.')[0]));
        if (word) context.report({ node, messageId: 'empty', data: { word } });
      },
    };
  },
};

/** Finds the names that a module imports from lib/entry. */
function importedFromEntry(program) {
  return new Set(
    program.body
      .filter((statement) => statement.type === 'ImportDeclaration' && /^@\/lib\/entry(\/|$)/.test(statement.source.value))
      .flatMap((statement) => statement.specifiers.map((specifier) => specifier.local.name)),
  );
}

/** `route(contract, verb)` and `route<Input>(…)(…)` alike: the name that is called first. */
function calledName(node) {
  let callee = node;
  while (callee?.type === 'CallExpression') callee = callee.callee;
  return callee !== node && callee?.type === 'Identifier' ? callee.name : undefined;
}

const guardedEntry = {
  meta: {
    type: 'problem',
    schema: [{ enum: ['route', 'action'] }],
    messages: {
      bare: '{{name}} must be what a wrapper of lib/entry returns, so that authentication, parsing and errors are handled: export const {{name}} = {{wrapper}}(…).',
    },
  },
  create(context) {
    const forRoutes = context.options[0] === 'route';
    return {
      Program(program) {
        if (!forRoutes && !program.body.some((statement) => statement.directive === 'use server')) return;
        const wrappers = importedFromEntry(program);
        const report = (node, name) => context.report({ node, messageId: 'bare', data: { name, wrapper: forRoutes ? 'route' : 'action' } });
        for (const statement of program.body) {
          if (statement.type === 'ExportDefaultDeclaration' && !forRoutes) report(statement, 'default');
          if (statement.type !== 'ExportNamedDeclaration' || statement.exportKind === 'type') continue;
          const declaration = statement.declaration;
          const guarded = (name) => !forRoutes || httpMethods.has(name);
          if (declaration?.type === 'FunctionDeclaration' && guarded(declaration.id.name)) report(declaration, declaration.id.name);
          for (const declarator of declaration?.type === 'VariableDeclaration' ? declaration.declarations : []) {
            const name = declarator.id.type === 'Identifier' ? declarator.id.name : 'a destructured export';
            if (guarded(name) && !wrappers.has(calledName(declarator.init))) report(declarator, name);
          }
          if (!/^@\/lib\/entry(\/|$)/.test(statement.source?.value ?? '')) {
            for (const specifier of statement.specifiers) if (guarded(specifier.exported.name)) report(specifier, specifier.exported.name);
          }
        }
      },
    };
  },
};

export const loamRules = { rules: { 'file-name': fileName, 'guarded-entry': guardedEntry } };
