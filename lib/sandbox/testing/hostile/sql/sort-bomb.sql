-- expect: timeout|memory
-- limits: timeoutMs=2000 memoryBytes=33554432
WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x, hex(randomblob(1000)) AS y FROM c ORDER BY y;
