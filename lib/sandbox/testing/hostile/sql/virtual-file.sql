-- expect: error
-- says: no such module
CREATE VIRTUAL TABLE host USING csv(filename = '__CANARY__');
SELECT * FROM host;
