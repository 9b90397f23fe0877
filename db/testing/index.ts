export { type Driver, type TestDatabase, describeDatabases, postgresIsThere, testContext, withDatabase } from './with-database';
