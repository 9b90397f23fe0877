export { createDocument, deleteDocument, listDocuments, ownPassages, readDocument, type OwnPassage } from './documents';
