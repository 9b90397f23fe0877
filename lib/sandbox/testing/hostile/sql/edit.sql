-- expect: error
-- says: no such function
SELECT edit('x', 'touch __FOLDER__/made');
