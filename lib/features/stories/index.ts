export * from './quality-schemas';
export * from './schemas';
