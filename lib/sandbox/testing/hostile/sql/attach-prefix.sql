-- expect: error|refused
EXPLAIN ATTACH '__FOLDER__/made' AS host;
ATTACH '__FOLDER__/made' AS host;
CREATE TABLE host.t (a);
