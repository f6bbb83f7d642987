import { openRenderer } from '../../src/app.ts';
import { createInspector } from '../../src/inspector/inspector.ts';

/**
 * The real ones, for all servers a worker of the tests starts: readers take longer to start, and templates to be read, than most tests.
 * Readers end with whoever started them.
 */
export const PARTS = { inspector: createInspector(), render: openRenderer() };
