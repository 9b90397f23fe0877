import { route } from '@/lib/entry/route';
import { documentsContract } from '@/lib/features/documents/contract';
import { createDocument, listDocuments } from '@/lib/features/documents/server';

export const GET = route(documentsContract.list, listDocuments);
export const POST = route(documentsContract.create, createDocument);
