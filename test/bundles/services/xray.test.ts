import { XRayBundle } from '../../../lib/bundles/services/xray';
import { PLACE, stackIn, statementsOf } from '../support';

test('without options the sampling rules are asked for, as SDKs do', () => {
  const stack = stackIn(PLACE);
  expect(statementsOf(XRayBundle.write(), stack)).toEqual(statementsOf(XRayBundle.write({ sampling: true }), stack));
  expect(statementsOf(XRayBundle.write({ sampling: false }), stack)).toHaveLength(1);
});
