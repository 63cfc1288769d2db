import { perhaps, reference, wayOf, ways } from './way';
import type { Way } from './way';

const SAGEMAKER = reference('amazonsagemaker');
const BEDROCK = reference('amazonbedrock');
const AGENTCORE = reference('amazonbedrockagentcore');
const [NOTEBOOK, NOTEBOOK_CONFIG] = ['sagemaker:*:*:notebook-instance/*', 'sagemaker:*:*:notebook-instance-lifecycle-config/*'];
const STUDIO_CONFIG = 'sagemaker:*:*:studio-lifecycle-config/*';
const STUDIOS = {
  'sagemaker:UpdateDomain': 'sagemaker:*:*:domain/*',
  'sagemaker:UpdateUserProfile': 'sagemaker:*:*:user-profile/~/*',
  'sagemaker:UpdateSpace': 'sagemaker:*:*:space/~/*',
};
const [RUNTIME, GATEWAY, ENGINE] = ['runtime', 'gateway', 'policy-engine'].map((type) => `bedrock-agentcore:*:*:${type}/*`);
const IDENTITY = 'bedrock-agentcore:*:*:workload-identity-directory/~/workload-identity/*';

/** Ways by what machine learning has of its own: notebooks, studios, and agents, which have roles. */
export const AGENT_WAYS: readonly Way[] = [
  ...ways('sagemaker:*:*:user-profile/~/*', SAGEMAKER, { 'sagemaker:CreatePresignedDomainUrl': 'opens the studio of anybody, with its role' }),
  ...ways('sagemaker:*:*:space/~/*', SAGEMAKER, { 'sagemaker:StartSession': 'opens a session in a space of a studio, with its role' }),
  ...ways(NOTEBOOK, SAGEMAKER, { 'sagemaker:CreatePresignedNotebookInstanceUrl': 'opens a notebook, with its role' }),
  ...ways(NOTEBOOK_CONFIG, SAGEMAKER, {
    'sagemaker:UpdateNotebookInstanceLifecycleConfig': 'changes what notebooks run when they start, with their role',
  }),
  ...['Create', 'Update'].map((writes) => wayOf([
    { action: `sagemaker:${writes}NotebookInstanceLifecycleConfig`, on: NOTEBOOK_CONFIG, evenOwn: true },
    ...['Update', 'Stop', 'Start'].map((verb) => ({ action: `sagemaker:${verb}NotebookInstance`, on: NOTEBOOK })),
  ], SAGEMAKER, 'has a notebook run what it likes when it starts, with its role')),
  ...Object.entries(STUDIOS).map(([action, on]) => wayOf(
    [{ action: 'sagemaker:CreateStudioLifecycleConfig', on: STUDIO_CONFIG, evenOwn: true }, { action, on }], SAGEMAKER,
    'has studios run what it likes when they start, with their role', 'warning')),
  ...perhaps('sagemaker:*:*:mlflow-tracking-server/*', SAGEMAKER, {
    'sagemaker:CreatePresignedMlflowTrackingServerUrl': 'opens a server of MLflow, which has a role',
  }),
  ...perhaps('sagemaker:*:*:mlflow-app/*', SAGEMAKER, { 'sagemaker:CreatePresignedMlflowAppUrl': 'opens an app of MLflow, which has a role' }),
  ...perhaps('sagemaker:*:*:partner-app/*', SAGEMAKER, { 'sagemaker:CreatePartnerAppPresignedUrl': 'opens the program of a partner, which has a role' }),
  ...perhaps('sagemaker:*:*:code-repository/*', SAGEMAKER, { 'sagemaker:UpdateCodeRepository': 'changes from where notebooks get their code' }),
  ...perhaps('sagemaker:*:*:image/*', SAGEMAKER, { 'sagemaker:CreateImageVersion': 'changes the image that studios run, with their role' }),
  ...perhaps('sagemaker:*:*:app-image-config/*', SAGEMAKER, { 'sagemaker:UpdateAppImageConfig': 'changes the command that images of studios run, with their role' }),
  ...perhaps('sagemaker:*:*:pipeline/*', SAGEMAKER, { 'sagemaker:UpdatePipeline': 'changes what a pipeline runs, with its role' }),
  ...perhaps('sagemaker:*:*:inference-component/*', SAGEMAKER, {
    'sagemaker:UpdateInferenceComponent': 'changes the image that an endpoint runs, with its role',
  }),
  ...perhaps('sagemaker:*:*:cluster/*', SAGEMAKER, { 'sagemaker:UpdateCluster': 'changes what the machines of a cluster run when they start, with their role' }),
  ...perhaps('sagemaker:*:*:workforce/*', SAGEMAKER, { 'sagemaker:UpdateWorkforce': 'decides whose tokens stand for the people who label data' }),

  ...ways(RUNTIME, AGENTCORE, {
    'bedrock-agentcore:InvokeAgentRuntimeCommand': 'runs commands in the runtime of an agent, with its role',
    'bedrock-agentcore:InvokeAgentRuntimeCommandShell': 'opens a shell in the runtime of an agent, with its role',
  }),
  ...perhaps(RUNTIME, AGENTCORE, {
    'bedrock-agentcore:InvokeAgentRuntimeForUser': 'calls agents in the name of any user, whose tokens they have',
    'bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStreamForUser': 'calls agents in the name of any user, whose tokens they have',
  }),
  ...perhaps('bedrock-agentcore:*:*:code-interpreter-custom/*', AGENTCORE, {
    'bedrock-agentcore:InvokeCodeInterpreter': 'runs code in an interpreter, which may have a role',
  }),
  ...perhaps('bedrock-agentcore:*:*:harness/*', AGENTCORE, { 'bedrock-agentcore:UpdateHarness': 'changes what an agent does and which tools it has, with its role' }),
  ...perhaps(GATEWAY, AGENTCORE, {
    'bedrock-agentcore:CreateGatewayTarget': 'has a gateway call what it likes, with the role of the gateway',
    'bedrock-agentcore:UpdateGatewayTarget': 'has a gateway call what it likes, with the role of the gateway',
    'bedrock-agentcore:ManageResourceScopedPolicy': 'decides what agents may call through a gateway',
  }),
  ...perhaps('*', AGENTCORE, { 'bedrock-agentcore:ManageAdminPolicy': 'decides what agents may call through any gateway' }),
  ...perhaps(ENGINE, AGENTCORE, {
    'bedrock-agentcore:CreatePolicy': 'decides what agents may call',
    'bedrock-agentcore:UpdatePolicy': 'rewrites what limits agents',
    'bedrock-agentcore:DeletePolicy': 'takes away what limits agents',
  }),
  ...perhaps('bedrock-agentcore:*:*:workload-identity-directory/*', AGENTCORE, {
    'bedrock-agentcore:GetWorkloadAccessTokenForUserId': 'makes tokens of any user, with which agents act for them',
  }),
  ...perhaps(IDENTITY, AGENTCORE, {
    'bedrock-agentcore:GetWorkloadAccessToken': 'makes tokens of any agent, for which the vault has keys and tokens',
    'bedrock-agentcore:GetWorkloadAccessTokenForJWT': 'makes tokens of any agent, for which the vault has keys and tokens',
  }),
  ...perhaps('bedrock-agentcore:*:*:token-vault/~/apikeycredentialprovider/*', AGENTCORE, {
    'bedrock-agentcore:GetResourceApiKey': 'reads any key that the vault has for agents',
  }),
  ...perhaps('bedrock-agentcore:*:*:token-vault/~/oauth2credentialprovider/*', AGENTCORE, {
    'bedrock-agentcore:GetResourceOauth2Token': 'reads any token that the vault has for agents and their users',
  }),
  ...perhaps('bedrock-agentcore:*:*:token-vault/~/paymentcredentialprovider/*', AGENTCORE, {
    'bedrock-agentcore:GetResourcePaymentToken': 'reads any token by which agents pay',
  }),
  ...perhaps('bedrock:*:*:agent/*', BEDROCK, {
    'bedrock:CreateAgentActionGroup': 'gives an agent other actions, which it calls with its role',
    'bedrock:UpdateAgentActionGroup': 'gives an agent other actions, which it calls with its role',
    'bedrock:AssociateAgentCollaborator': 'has an agent hand its work to another one',
    'bedrock:UpdateAgentCollaborator': 'has an agent hand its work to another one',
  }),
];
