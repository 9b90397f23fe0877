-- expect: error
-- says: no such function
SELECT readfile('__CANARY__');
