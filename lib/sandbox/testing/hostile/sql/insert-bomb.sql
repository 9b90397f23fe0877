-- expect: memory
-- limits: memoryBytes=33554432 timeoutMs=30000
PRAGMA hard_heap_limit = 0;
PRAGMA hard_heap_limit = 4000000000;
CREATE TABLE t (a);
WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) INSERT INTO t SELECT randomblob(1000000) FROM c;
