-- expect: ok|error
CREATE TABLE t (a INTEGER PRIMARY KEY, b);
CREATE INDEX i ON t (b);
INSERT INTO t VALUES (1, 2), (2, 3);
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET rootpage = 999999, sql = replace(sql, 'a INTEGER', 'x TEXT');
UPDATE sqlite_master SET sql = 'CREATE TABLE t (' || printf('%.*c', 10000, 'x') || ')' WHERE name = 't';
PRAGMA schema_version = 99999;
SELECT * FROM t, sqlite_master;
PRAGMA integrity_check;
