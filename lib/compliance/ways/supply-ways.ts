import { perhaps, reference, wayOf } from './way';
import type { Way } from './way';

const CODECOMMIT = reference('awscodecommit');
const CODEARTIFACT = reference('awscodeartifact');
const CODEPIPELINE = reference('awscodepipeline');
const CLOUDFORMATION = reference('awscloudformation');
const SERVICE_CATALOG = reference('awsservicecatalog');
const IMAGE_BUILDER = reference('amazonec2imagebuilder');
const PACKAGE = 'codeartifact:*:*:package/*/*/*/*/*';
const PUSHES = 'writes code that pipelines of others build and run';
const MERGES = 'merges code that pipelines of others build and run';

/** What is in a store from which others run it: of whoever has everything of the store, that is said already. */
const IN_STORES: readonly Way[] = [
  ...perhaps('ecr:*:*:repository/*', reference('amazonelasticcontainerregistry'), { 'ecr:PutImage': 'replaces images that others run' }),
  ...perhaps('ecr-public::*:repository/*', reference('amazonelasticcontainerregistrypublic'), { 'ecr-public:PutImage': 'replaces images that others run' }),
  ...perhaps('s3:::*/*', reference('amazons3'), { 's3:PutObject': 'replaces any object of the account, such as code and templates that others run' }),
  ...perhaps('s3-object-lambda:*:*:accesspoint/*', reference('amazons3'), {
    's3:PutAccessPointConfigurationForObjectLambda': 'changes what others read through an access point',
  }),
  ...perhaps('codecommit:*:*:*', CODECOMMIT, {
    'codecommit:GitPush': PUSHES,
    'codecommit:CreateCommit': PUSHES,
    'codecommit:PutFile': PUSHES,
    ...Object.fromEntries(['FastForward', 'Squash', 'ThreeWay'].flatMap((how) =>
      [[`codecommit:MergeBranchesBy${how}`, MERGES], [`codecommit:MergePullRequestBy${how}`, MERGES]])),
    'codecommit:UpdatePullRequestApprovalState': 'approves code that pipelines of others build and run',
    'codecommit:UpdatePullRequestApprovalRuleContent': 'decides who has to approve code',
    'codecommit:OverridePullRequestApprovalRules': 'passes over those who have to approve code',
    'codecommit:UpdateDefaultBranch': 'decides which code pipelines of others build and run',
  }),
  ...perhaps(PACKAGE, CODEARTIFACT, {
    'codeartifact:PublishPackageVersion': 'publishes packages that others run',
    'codeartifact:CopyPackageVersions': 'publishes packages that others run',
    'codeartifact:PutPackageOriginConfiguration': 'decides from where packages come that others run',
  }),
  ...perhaps('codeartifact:*:*:repository/~/*', CODEARTIFACT, {
    'codeartifact:UpdateRepository': 'decides from where packages come that others run',
    'codeartifact:AssociateExternalConnection': 'decides from where packages come that others run',
  }),
];

/** Ways by what others run: images, packages, sources, pipelines and templates. */
export const SUPPLY_WAYS: readonly Way[] = [
  ...IN_STORES.map((way) => ({ ...way, isOfResource: true })),
  ...perhaps('codepipeline:*:*:*/~/~', CODEPIPELINE, { 'codepipeline:PutApprovalResult': 'approves what a pipeline waits for people to approve' }),
  ...perhaps('codepipeline:*:*:*/~', CODEPIPELINE, {
    'codepipeline:OverrideStageCondition': 'passes over what a stage of a pipeline asks for',
    'codepipeline:EnableStageTransition': 'lets a pipeline go on where people stopped it',
  }),
  ...perhaps('codepipeline:*:*:actiontype:*/*/*/*', CODEPIPELINE, {
    'codepipeline:PollForJobs': 'takes jobs of pipelines, with credentials for what they build',
    'codepipeline:UpdateActionType': 'decides what runs the jobs of pipelines, with credentials for what they build',
  }),
  ...perhaps('*', CODEPIPELINE, { 'codepipeline:PollForThirdPartyJobs': 'takes jobs of pipelines, with credentials for what they build' }),
  ...perhaps('codebuild:*:*:project/*', reference('awscodebuild'), {
    'codebuild:CreateWebhook': 'decides whose code starts a build of a project, with its role',
    'codebuild:UpdateWebhook': 'decides whose code starts a build of a project, with its role',
  }),
  ...perhaps('amplify:*:*:apps/*', reference('awsamplify'), { 'amplify:UpdateApp': 'changes what the builds of an app run, with its role' }),
  ...perhaps('amplify:*:*:apps/*/branches/*', reference('awsamplify'), { 'amplify:UpdateBranch': 'changes what the builds of a branch run, with the role of the app' }),
  ...perhaps('imagebuilder:*:*:image-pipeline/*', IMAGE_BUILDER, {
    'imagebuilder:UpdateImagePipeline': 'changes what the machines of a pipeline of images run, with their role, and the images that others start',
  }),
  ...perhaps('imagebuilder:*:*:image/*/*/*', IMAGE_BUILDER, {
    'imagebuilder:CreateImage': 'runs what it likes on a machine that builds images, with its role',
  }),
  wayOf([{ action: 'cloudformation:RegisterType', on: '*' }, { action: 'cloudformation:SetTypeDefaultVersion', on: '*' }],
    CLOUDFORMATION, 'changes the code of types of resources, which stacks of others run', 'warning'),
  ...perhaps('*', CLOUDFORMATION, { 'cloudformation:SetTypeConfiguration': 'changes how types and hooks of CloudFormation work for the stacks of others' }),
  ...perhaps('catalog:*:*:product/*', SERVICE_CATALOG, {
    'servicecatalog:CreateProvisioningArtifact': 'gives a product a template of its own, which is made with the role of its launch',
  }),
  ...perhaps('catalog:*:*:portfolio/*', SERVICE_CATALOG, {
    'servicecatalog:AssociatePrincipalWithPortfolio': 'lets anybody make the products of a portfolio, with the roles of their launch',
  }),
  ...perhaps('*', SERVICE_CATALOG, { 'servicecatalog:UpdateServiceAction': 'changes what an action on products runs, with its role' }),
];
