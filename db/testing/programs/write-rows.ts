import './end-with-parent';
import { openDatabase } from '@/db/client';
import { lockDataFolder } from '@/db/data-folder-lock';
import { migrate } from '@/db/migrate';
import { settings } from '@/db/schema';

/** Writes rows without end, printing each key once the database has acknowledged it. */
const [dataDir, round] = process.argv.slice(2);
await lockDataFolder(dataDir);
const connection = await openDatabase({ dataDir });
await migrate(connection);
for (let i = 0; ; i++) {
  const key = `${round}-${i}`;
  await connection.db.insert(settings).values({ key, value: 'x'.repeat(i % 3000) });
  process.stdout.write(`${key}\n`);
}
