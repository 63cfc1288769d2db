import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { capacityOf } from '../bench/capacity';
import { loadCase } from '../bench/cases';
import * as library from '../lib';

test('the capacity of a stack is calculated from templates, and tried', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-irsa-bench-test-'));
  expect(capacityOf(loadCase('service-account-role'), folder, () => library, true)).toEqual({
    resourcesPerWorkload: 1, bytesPerWorkload: expect.any(Number), fits: 500, fullOf: 'resources', proven: true,
  });
  expect(capacityOf(loadCase('default-policy-role'), folder, () => library, false)).toMatchObject({ resourcesPerWorkload: 2, fits: 250 });
});
