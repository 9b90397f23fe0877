-- expect: memory|error
-- limits: memoryBytes=33554432
SELECT length(printf('%*d', 999999999, 1)), length(replace(hex(zeroblob(1000000)), '0', printf('%.*c', 1000, 'x')));
