-- expect: refused
SELECT 1;
/* the keyword hides behind a comment */ --and another
;; aTtAcH 'file:__CANARY__?mode=ro' AS host;
SELECT 'ESCAPED';
