import { route } from '@/lib/entry/route';
import { documentsContract } from '@/lib/features/documents/contract';
import { deleteDocument, readDocument } from '@/lib/features/documents/server';

export const GET = route(documentsContract.read, readDocument);
export const DELETE = route(documentsContract.delete, deleteDocument);
