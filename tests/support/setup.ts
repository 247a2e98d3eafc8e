import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';

// The rule tester looks for the test framework's functions in the globals; we have none.
Object.assign(RuleTester, { afterAll, describe, describeSkip: describe.skip, it, itOnly: it.only, itSkip: it.skip });
