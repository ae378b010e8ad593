"""Creates an interview, submits three scorecards, and checks the composite that the server computes against its own.

Run: /usr/bin/python3 assess.py [HOST:PORT of gRPC], or set ASSESSMENT_GRPC. ASSESSMENT_TOKEN is a token with the role tool.
Needs Debian's python3-grpcio and protobuf-compiler-grpc; the stubs are generated at run time, into a temporary folder.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import uuid

import grpc

ADDRESS = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ASSESSMENT_GRPC", "127.0.0.1:5080")
ROLE_PROFILE = "roleProfiles/data_scientist/levels/senior"
INTERVIEWERS = ["ines", "jonas", "kim"]
# Of each call: its seconds at most, and who calls.
CALL = {"timeout": 30, "metadata": [("authorization", f"Bearer {os.environ.get('ASSESSMENT_TOKEN', '')}")]}


def generate_stubs(folder):
    """Compiles the contract, and Google's annotations that it imports, and makes them importable."""
    protos = pathlib.Path(__file__).resolve().parents[3] / "protos"
    names = [p.relative_to(protos) for p in protos.glob("assessment/**/*.proto")]
    names += [p.relative_to(protos / "googleapis") for p in protos.glob("googleapis/google/**/*.proto")]
    subprocess.run(
        ["protoc", f"-I{protos}", f"-I{protos / 'googleapis'}", f"--python_out={folder}", f"--grpc_python_out={folder}",
         f"--plugin=protoc-gen-grpc_python={shutil.which('grpc_python_plugin')}", *map(str, names)], check=True)
    sys.path.insert(0, folder)


def divide(numerator, denominator):
    """The quotient of two whole numbers, rounded half to even: the one way in which scores are rounded."""
    quotient, remainder = divmod(numerator, denominator)
    up = 2 * remainder > denominator or (2 * remainder == denominator and quotient % 2 == 1)
    return quotient + 1 if up else quotient


def weighted_mean(pairs):
    """Σw·v/Σw over (weight, value) pairs. None when nothing with a weight was observed: absent is not 0."""
    total = sum(weight for weight, _ in pairs)
    return divide(sum(weight * value for weight, value in pairs), total) if total else None


def rate(criteria, member):
    """Ratings as three people could give them, criterion → level: each leaves out another third of the criteria."""
    return {c.id: 1 + (3 * index + member) % 5 for index, c in enumerate(criteria) if (index + member) % 3 != 0}


def composite_of(profile, competencies, cards):
    """The composite by the published rules: levels to values, the mean over cards, then up by the weights."""
    combined = {
        criterion: weighted_mean([(1, (card[criterion] - 1) * 2500) for card in cards if criterion in card])
        for criterion in {criterion for card in cards for criterion in card}
    }
    scores = {
        competency.id: weighted_mean([(c.weight, combined[c.id]) for c in competency.criteria if c.id in combined])
        for competency in competencies
    }
    observed = [asked for asked in profile.competencies if scores.get(asked.competency) is not None]
    return weighted_mean([(asked.weight, scores[asked.competency]) for asked in observed])


def assess(channel):
    """One interview, from its creation to what the committee reads."""
    from assessment.v1 import candidate_assessment_service_pb2 as assessments, candidate_assessment_service_pb2_grpc as assessment_calls
    from assessment.v1 import interview_service_pb2 as interviews, interview_service_pb2_grpc as interview_calls
    from assessment.v1 import question_bank_service_pb2 as banks, question_bank_service_pb2_grpc as bank_calls
    from assessment.v1 import rubric_pb2 as rubric
    from assessment.v1 import scorecard_service_pb2 as scorecards, scorecard_service_pb2_grpc as scorecard_calls

    interview = interview_calls.InterviewServiceStub(channel).CreateInterview(interviews.CreateInterviewRequest(
        interview=interviews.Interview(
            candidate_id="candidate-python", role_profile=ROLE_PROFILE,
            panel=[interviews.PanelMember(interviewer_id=who) for who in INTERVIEWERS]),
        request_id=str(uuid.uuid4())), **CALL)

    bank_service = bank_calls.QuestionBankServiceStub(channel)
    pinned = [bank_service.GetQuestionBank(banks.GetQuestionBankRequest(name=name), **CALL)
              for name in interview.question_banks]
    competencies = [competency for bank in pinned for competency in bank.competencies]
    criteria = [criterion for competency in competencies for criterion in competency.criteria]
    profile = bank_service.GetRoleProfile(
        banks.GetRoleProfileRequest(name=ROLE_PROFILE, version=interview.role_profile_version), **CALL)
    assert profile.combination == banks.COMBINATION_RULE_MEAN

    cards = [rate(criteria, member) for member in range(len(INTERVIEWERS))]
    for interviewer, card in zip(INTERVIEWERS, cards):
        ratings = [
            rubric.Rating(criterion=c.id, level=card[c.id], evidence="What the candidate said, in my words.") if c.id in card
            else rubric.Rating(criterion=c.id, not_observed_reason=rubric.NOT_OBSERVED_REASON_NOT_ASKED)
            for c in criteria
        ]
        scorecard_calls.ScorecardServiceStub(channel).SubmitScorecard(scorecards.SubmitScorecardRequest(
            parent=interview.name, scorecard=scorecards.Scorecard(interviewer_id=interviewer, ratings=ratings),
            request_id=str(uuid.uuid4())), **CALL)

    assessment = assessment_calls.CandidateAssessmentServiceStub(channel).GetCandidateAssessment(
        assessments.GetCandidateAssessmentRequest(name=f"{interview.name}/candidateAssessment"), **CALL)
    expected = composite_of(profile, competencies, cards)
    assert len(assessment.scorecards) == 3
    assert assessment.composite_hundredths == expected, f"server {assessment.composite_hundredths}, here {expected}"
    band = assessments.Band.Name(assessment.band)
    print(f"{interview.name}: composite {expected / 100:.2f} of 100, as computed here; {band}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as stubs, grpc.insecure_channel(ADDRESS) as connection:
        generate_stubs(stubs)
        assess(connection)
