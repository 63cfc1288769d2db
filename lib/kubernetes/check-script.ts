/** How pods become roles, as the script says it. */
export const WAYS = { irsa: 'IRSA', podIdentity: 'EKS Pod Identity' } as const;

/**
 * What a check pod runs, in POSIX sh. An SDK that finds no token goes on, without a word, with the
 * node's role: so it is not enough that there is an identity, it must be the right one.
 */
export const CHECK_SCRIPT = `set -eu
expected=\${EXPECTED_WAY:-${WAYS.irsa}}
way=
if [ -n "\${AWS_ROLE_ARN:-}" ]; then
  way='${WAYS.irsa}'
elif [ -n "\${AWS_CONTAINER_CREDENTIALS_FULL_URI:-}" ]; then
  way='${WAYS.podIdentity}'
elif [ "$expected" = '${WAYS.podIdentity}' ]; then
  echo "warning: AWS_CONTAINER_CREDENTIALS_FULL_URI is not set: when this pod was made, $SERVICE_ACCOUNT had no association with a role, or the EKS Pod Identity Agent is not there" >&2
else
  echo "warning: AWS_ROLE_ARN is not set: when this pod was made, $SERVICE_ACCOUNT had no role-arn annotation, or the webhook did not run" >&2
fi
if [ -n "$way" ]; then
  echo "$SERVICE_ACCOUNT uses $way"
  case "$expected" in
    *"$way"*) ;;
    *) echo "warning: $SERVICE_ACCOUNT uses $way, expected $expected: an association comes before the role-arn annotation, and a pod keeps what it got when it was made" >&2 ;;
  esac
fi
if ! arn=$(aws sts get-caller-identity --query Arn --output text); then
  echo "FAILED: $SERVICE_ACCOUNT got no identity, expected \${EXPECTED_SESSION}...: see the message above" >&2
  exit 1
fi
case "$arn" in
  "$EXPECTED_SESSION"?*)
    echo "OK: $SERVICE_ACCOUNT is $arn"
    ;;
  *)
    echo "FAILED: $SERVICE_ACCOUNT is $arn, expected \${EXPECTED_SESSION}...: the pod fell back to another identity, such as its node's role" >&2
    exit 1
    ;;
esac
`;
