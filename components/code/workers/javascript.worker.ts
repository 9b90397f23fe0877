import { serve } from './channel';
import { runModule } from './run-module';

serve(() => Promise.resolve(({ code }, output) => runModule({ code, fileName: 'main.js' }, output)));
