import { createTypeStripper } from '@/lib/core/strip-types';
import { serve } from './channel';
import { runModule } from './run-module';

serve(async () => {
  const stripTypes = await createTypeStripper();
  // The compiler is slow the first time: better now, while the reader reads.
  stripTypes('let warm: number = 1;', 'main.ts');
  return ({ code }, output) => {
    const stripped = stripTypes(code, 'main.ts');
    if (stripped.kind === 'program') return runModule({ code: stripped.code, fileName: 'main.ts', placeOf: stripped.origin }, output);
    output.write('stderr', stripped.message);
    return Promise.resolve('error');
  };
});
