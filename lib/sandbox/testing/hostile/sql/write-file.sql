-- expect: error
-- says: no such function
SELECT writefile('__FOLDER__/made', 'made');
