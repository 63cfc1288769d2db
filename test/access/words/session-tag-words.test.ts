import { resourceText } from '../../../lib/access/words/resource-words';
import { withTagWords } from '../../../lib/access/words/session-tag-words';

test.each([
  ['arn:aws:s3:::media/${aws:PrincipalTag/kubernetes-namespace}/*', "objects below media/<the pod's namespace>/"],
  ['arn:aws:s3:::media/a/${aws:principaltag/Kubernetes-Service-Account}/x', "object media/a/<the pod's service account>/x"],
  ['arn:aws:secretsmanager:eu-central-1:111122223333:secret:${aws:PrincipalTag/eks-cluster-name}/db-??????', "secret <the pod's cluster>/db"],
  ['arn:aws:ssm:eu-central-1:111122223333:parameter/${aws:PrincipalTag/kubernetes-namespace}/*', "parameters below /<the pod's namespace>/"],
])('%s is %s', (entry, text) => {
  expect(resourceText(entry)).toBe(text);
});

test('other variables stay as they are', () => {
  expect(withTagWords('${aws:PrincipalTag/team} ${aws:username} ${aws:PrincipalTag/constructor}')).toBe('${aws:PrincipalTag/team} ${aws:username} ${aws:PrincipalTag/constructor}');
});
