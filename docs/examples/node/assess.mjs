// Creates an interview, submits three scorecards, and checks the composite that the server computes against its own.
// Run: node assess.mjs [HOST:PORT of gRPC], or set ASSESSMENT_GRPC. ASSESSMENT_TOKEN is a token with the role tool.
// Needs `npm ci` in the folder above.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';

const address = process.argv[2] ?? process.env.ASSESSMENT_GRPC ?? '127.0.0.1:5080';
const caller = new grpc.Metadata();
caller.set('authorization', `Bearer ${process.env.ASSESSMENT_TOKEN ?? ''}`);
const protos = fileURLToPath(new URL('../../../protos', import.meta.url));
const roleProfile = 'roleProfiles/data_scientist/levels/senior';
const interviewers = ['ines', 'jonas', 'kim'];

const contract = grpc.loadPackageDefinition(protoLoader.loadSync(
  ['question_bank', 'interview', 'scorecard', 'candidate_assessment'].map((name) => `assessment/v1/${name}_service.proto`),
  { includeDirs: [protos, `${protos}/googleapis`], defaults: true, enums: String, oneofs: true })).assessment.v1;

/** A client of one service whose calls are promises, with a deadline each. */
function connect(Service) {
  const client = new Service(address, grpc.credentials.createInsecure());
  const unary = Object.entries(Service.service).filter(([, method]) => !method.requestStream && !method.responseStream);
  return Object.fromEntries(unary.map(([name]) => {
    const call = promisify(client[name].bind(client));
    return [name, (request) => call(request, caller, { deadline: Date.now() + 30_000 })];
  }));
}

/** The quotient of two whole numbers, rounded half to even: the one way in which scores are rounded. */
function divide(numerator, denominator) {
  const quotient = Math.floor(numerator / denominator);
  const twice = 2 * (numerator % denominator);
  return twice > denominator || (twice === denominator && quotient % 2 === 1) ? quotient + 1 : quotient;
}

/** Σw·v/Σw over [weight, value] pairs. Undefined when nothing with a weight was observed: absent is not 0. */
function weightedMean(pairs) {
  const weights = pairs.reduce((sum, [weight]) => sum + weight, 0);
  return weights === 0 ? undefined : divide(pairs.reduce((sum, [weight, value]) => sum + weight * value, 0), weights);
}

/** Ratings as three people could give them: each leaves out another third of the criteria. */
function rate(criteria, member) {
  return criteria.map(({ id }, index) => (index + member) % 3 === 0
    ? { criterion: id, notObservedReason: 'NOT_OBSERVED_REASON_NOT_ASKED' }
    : { criterion: id, level: 1 + ((3 * index + member) % 5), evidence: 'What the candidate said, in my words.' });
}

/** The composite by the published rules: levels to values, the mean over cards, then up by the weights. */
function compositeOf(profile, competencies, cards) {
  assert.equal(profile.combination, 'COMBINATION_RULE_MEAN');
  const levels = new Map();
  for (const { criterion, level } of cards.flat().filter((rating) => rating.level !== undefined)) {
    levels.set(criterion, [...(levels.get(criterion) ?? []), level]);
  }
  const combined = (id) => weightedMean(levels.get(id).map((level) => [1, (level - 1) * 2500]));
  const scores = new Map(competencies.map(({ id, criteria }) => [
    id,
    weightedMean(criteria.filter((criterion) => levels.has(criterion.id)).map(({ id: c, weight }) => [weight, combined(c)])),
  ]));
  return weightedMean(profile.competencies
    .filter(({ competency }) => scores.get(competency) !== undefined)
    .map(({ competency, weight }) => [weight, scores.get(competency)]));
}

const banks = connect(contract.QuestionBankService);
const interviews = connect(contract.InterviewService);
const scorecards = connect(contract.ScorecardService);
const assessments = connect(contract.CandidateAssessmentService);

const interview = await interviews.CreateInterview({
  interview: { candidateId: 'candidate-node', roleProfile, panel: interviewers.map((interviewerId) => ({ interviewerId })) },
  requestId: randomUUID(),
});
const pinned = await Promise.all(interview.questionBanks.map((name) => banks.GetQuestionBank({ name })));
const competencies = pinned.flatMap((bank) => bank.competencies);
const criteria = competencies.flatMap((competency) => competency.criteria);
const profile = await banks.GetRoleProfile({ name: roleProfile, version: interview.roleProfileVersion });

const cards = interviewers.map((_, member) => rate(criteria, member));
for (const [member, interviewerId] of interviewers.entries()) {
  await scorecards.SubmitScorecard({
    parent: interview.name, scorecard: { interviewerId, ratings: cards[member] }, requestId: randomUUID(),
  });
}

const assessment = await assessments.GetCandidateAssessment({ name: `${interview.name}/candidateAssessment` });
assert.equal(assessment.scorecards.length, 3);
assert.equal(assessment.compositeHundredths, compositeOf(profile, competencies, cards));
const points = (assessment.compositeHundredths / 100).toFixed(2);
console.log(`${interview.name}: composite ${points} of 100, as computed here; ${assessment.band}`);
process.exit(0); // closes the connections
