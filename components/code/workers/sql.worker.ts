import initSqlJs from 'sql.js';
import { runStatements } from '@/lib/core/sql-statements';
import { serve } from './channel';

serve(async ({ module }) => {
  if (!module) throw new Error('the SQL runtime was not compiled');
  const sql = await initSqlJs({
    instantiateWasm(imports: WebAssembly.Imports, received: (instance: WebAssembly.Instance) => void) {
      WebAssembly.instantiate(module, imports).then(received, (error: unknown) => {
        throw error;
      });
      return {};
    },
  } as Parameters<typeof initSqlJs>[0]);
  return ({ code }, output) => {
    const { status, complaint } = runStatements(new sql.Database(), code, (text) => output.write('stdout', text));
    output.write('stderr', complaint);
    return Promise.resolve(status === 'refused' ? 'error' : status);
  };
});
