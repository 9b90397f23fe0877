import { route } from '@/lib/entry/route';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { deleteCategory, renameCategory } from '@/lib/features/tutorials/server';

export const PATCH = route(tutorialsContract.renameCategory, renameCategory);
export const DELETE = route(tutorialsContract.deleteCategory, deleteCategory);
