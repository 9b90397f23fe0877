-- expect: refused
-- says: load_extension
SELECT load_extension('__FOLDER__/made');
