export { placeEmbeddedCopy } from './embedded-snapshot';
export { testContext } from './test-context';
export { type Driver, type TestDatabase, describeDatabases, postgresIsThere, withDatabase } from './with-database';
