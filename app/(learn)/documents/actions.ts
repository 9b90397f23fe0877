'use server';

import { action } from '@/lib/entry/action';
import { documentsContract } from '@/lib/features/documents/contract';
import { createDocument, deleteDocument } from '@/lib/features/documents/server';

export const keepDocument = action(documentsContract.create, createDocument);
export const removeDocument = action(documentsContract.delete, deleteDocument);
