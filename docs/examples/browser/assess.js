// Creates an interview, submits three scorecards, and checks the composite that the server computes against its own.
// `npm run build:browser` in the folder above generates the messages and bundles this file into browser/dist/bundle.js.
import { createClient } from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import { Band, CandidateAssessmentService } from './generated/assessment/v1/candidate_assessment_service_pb.js';
import { InterviewService } from './generated/assessment/v1/interview_service_pb.js';
import { CombinationRule, QuestionBankService } from './generated/assessment/v1/question_bank_service_pb.js';
import { NotObservedReason } from './generated/assessment/v1/rubric_pb.js';
import { ScorecardService } from './generated/assessment/v1/scorecard_service_pb.js';

const roleProfile = 'roleProfiles/data_scientist/levels/senior';
const interviewers = ['ines', 'jonas', 'kim'];

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
    ? { criterion: id, outcome: { case: 'notObservedReason', value: NotObservedReason.NOT_ASKED } }
    : { criterion: id, outcome: { case: 'level', value: 1 + ((3 * index + member) % 5) }, evidence: 'What the candidate said.' });
}

/** The composite by the published rules: levels to values, the mean over cards, then up by the weights. */
function compositeOf(profile, competencies, cards) {
  const levels = new Map();
  for (const { criterion, outcome } of cards.flat().filter((rating) => rating.outcome.case === 'level')) {
    levels.set(criterion, [...(levels.get(criterion) ?? []), outcome.value]);
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

async function assess(server, token) {
  const authorize = (next) => (request) => {
    request.header.set('authorization', `Bearer ${token}`);
    return next(request);
  };
  const transport = createGrpcWebTransport({ baseUrl: server, defaultTimeoutMs: 30_000, interceptors: [authorize] });
  const banks = createClient(QuestionBankService, transport);
  const scorecards = createClient(ScorecardService, transport);

  const interview = await createClient(InterviewService, transport).createInterview({
    interview: { candidateId: 'candidate-browser', roleProfile, panel: interviewers.map((interviewerId) => ({ interviewerId })) },
    requestId: crypto.randomUUID(),
  });
  const pinned = await Promise.all(interview.questionBanks.map((name) => banks.getQuestionBank({ name })));
  const competencies = pinned.flatMap((bank) => bank.competencies);
  const criteria = competencies.flatMap((competency) => competency.criteria);
  const profile = await banks.getRoleProfile({ name: roleProfile, version: interview.roleProfileVersion });
  if (profile.combination !== CombinationRule.MEAN) throw new Error('another combination rule');

  const cards = interviewers.map((_, member) => rate(criteria, member));
  for (const [member, interviewerId] of interviewers.entries()) {
    await scorecards.submitScorecard({
      parent: interview.name, scorecard: { interviewerId, ratings: cards[member] }, requestId: crypto.randomUUID(),
    });
  }

  const assessment = await createClient(CandidateAssessmentService, transport)
    .getCandidateAssessment({ name: `${interview.name}/candidateAssessment` });
  const expected = compositeOf(profile, competencies, cards);
  if (assessment.compositeHundredths !== expected) throw new Error(`server ${assessment.compositeHundredths}, here ${expected}`);
  return `${interview.name}: composite ${(expected / 100).toFixed(2)} of 100, as computed here; BAND_${Band[assessment.band]}`;
}

const result = document.getElementById('result');
const server = new URLSearchParams(location.search).get('server') ?? 'http://127.0.0.1:5081';
document.getElementById('form').addEventListener('submit', async (event) => {
  event.preventDefault(); // the token goes nowhere but into calls: not into the address, nor into the browser's storage
  result.textContent = 'Working …';
  result.textContent = await assess(server, document.getElementById('token').value.trim()).catch((error) => `failed: ${error}`);
});
