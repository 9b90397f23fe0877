import { configureGlobal } from 'fast-check';

/** Properties are tried on the same values in every run; another LOAM_TEST_SEED tries others. */
configureGlobal({ seed: Number(process.env.LOAM_TEST_SEED ?? 1) });
