import { route } from '@/lib/entry/route';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { createCategory, listCategories } from '@/lib/features/tutorials/server';

export const GET = route(tutorialsContract.categories, listCategories);
export const POST = route(tutorialsContract.createCategory, createCategory);
