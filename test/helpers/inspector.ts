import { afterAll } from 'vitest';
import { createInspector } from '../../src/inspector/inspector.ts';

/** The real one for all servers of a test file, one after the other: its readers take longer to start than most tests. */
export const inspector = createInspector();

afterAll(() => inspector.close());
