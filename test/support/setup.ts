import { afterAll } from 'vitest';
import { applyTestEnvironment, createTestEnvironment } from './env.ts';

const environment = createTestEnvironment();
applyTestEnvironment(environment);

afterAll(() => environment.dispose());
