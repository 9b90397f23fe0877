-- expect: error
-- says: syntax error
.shell id
.read __CANARY__
