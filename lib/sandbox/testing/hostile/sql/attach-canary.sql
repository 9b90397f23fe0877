-- expect: refused
ATTACH DATABASE '__CANARY__' AS host;
SELECT 'ESCAPED';
