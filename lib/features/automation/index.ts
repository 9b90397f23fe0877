export * from './fine-tune-schemas';
export * from './schemas';
