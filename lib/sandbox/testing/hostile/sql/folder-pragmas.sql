-- expect: error
-- says: not a writable directory
PRAGMA temp_store_directory = '__FOLDER__';
PRAGMA temp_store = FILE;
PRAGMA journal_mode = WAL;
PRAGMA mmap_size = 1000000000;
PRAGMA cache_spill = 1;
CREATE TEMP TABLE t (a);
INSERT INTO t VALUES (zeroblob(100000));
SELECT 'nothing' AS found;
