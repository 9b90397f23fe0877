'use server';

import { action } from '@/lib/entry/action';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { createCategory, deleteCategory, renameCategory } from '@/lib/features/tutorials/server';

export const addCategory = action(tutorialsContract.createCategory, createCategory);
export const nameCategory = action(tutorialsContract.renameCategory, renameCategory);
export const removeCategory = action(tutorialsContract.deleteCategory, deleteCategory);
