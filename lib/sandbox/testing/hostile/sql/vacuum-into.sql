-- expect: refused
CREATE TABLE t (a);
VACUUM main INTO '__FOLDER__/made';
