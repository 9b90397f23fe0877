import './end-with-parent';
import { lockDataFolder } from '@/db/data-folder-lock';

/** Takes the folder, says so, and keeps it until it is killed. Prints the refusal where it cannot. */
const [dataDir] = process.argv.slice(2);
try {
  await lockDataFolder(dataDir);
  process.stdout.write('held\n');
  setInterval(() => {}, 60_000);
} catch (error) {
  process.stdout.write(`refused ${(error as Error).message}\n`);
}
