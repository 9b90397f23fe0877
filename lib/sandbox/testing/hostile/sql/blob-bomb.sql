-- expect: memory|error
-- limits: memoryBytes=33554432
SELECT length(randomblob(1000000000));
