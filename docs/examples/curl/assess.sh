#!/usr/bin/env bash
# Creates an interview, submits three scorecards, and checks the composite that the server computes against its own.
# Run: assess.sh [URL of HTTP], or set ASSESSMENT_HTTP. ASSESSMENT_TOKEN is a token with the role tool. Needs curl and jq.
set -euo pipefail

server=${1:-${ASSESSMENT_HTTP:-http://127.0.0.1:5081}}
role_profile=roleProfiles/data_scientist/levels/senior
interviewers=(ines jonas kim)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf 'authorization: Bearer %s\n' "${ASSESSMENT_TOKEN:-}" > "$folder/headers" # not an argument: those are seen by every user of the machine

# get PATH and post PATH write the answer's JSON; a refusal's JSON goes to standard error, and ends the script.
call() {
  local answer
  answer=$(curl --silent --show-error --max-time 30 --fail-with-body --header "@$folder/headers" "$@") || { echo "refused: $answer" >&2; return 1; }
  printf '%s\n' "$answer"
}
get() { call "$server/v1/$1"; }
post() { call --json @- "$server/v1/$1"; }
new_id() { cat /proc/sys/kernel/random/uuid; }

# 1. The interview. Empty bank and profile versions pin the newest ones.
printf '%s\n' "${interviewers[@]}" | jq --raw-input --slurp --arg role "$role_profile" '{
    candidateId: "candidate-curl", roleProfile: $role,
    panel: (rtrimstr("\n") / "\n" | map({interviewerId: .}))
  }' | post "interviews?requestId=$(new_id)" > "$folder/interview.json"
interview=$(jq --raw-output .name "$folder/interview.json")

# 2. The rules: the pinned banks' competencies and criteria with their weights, and the profile's weights.
jq --raw-output '.questionBanks[]' "$folder/interview.json" | while read -r bank; do get "$bank"; done |
  jq --slurp 'map(.competencies[] | {id, criteria: [.criteria[] | {id, weight}]})' > "$folder/competencies.json"
get "$role_profile?version=$(jq --raw-output .roleProfileVersion "$folder/interview.json")" > "$folder/profile.json"

# 3. Three scorecards: each interviewer leaves out another third of the criteria.
for member in 0 1 2; do
  jq --argjson member "$member" --arg interviewer "${interviewers[$member]}" --arg id "$(new_id)" '{
      requestId: $id,
      scorecard: {
        interviewerId: $interviewer,
        ratings: ([.[].criteria[].id] | to_entries | map({criterion: .value} +
          if (.key + $member) % 3 == 0 then {notObservedReason: "NOT_OBSERVED_REASON_NOT_ASKED"}
          else {level: (1 + (3 * .key + $member) % 5), evidence: "What the candidate said, in my words."} end))
      }
    }' "$folder/competencies.json" > "$folder/card$member.json"
  post "$interview/scorecards:submit" < "$folder/card$member.json" > "$folder/stored$member.json"
done

# 4. What the committee reads, and the same composite by the published rules.
get "$interview/candidateAssessment" > "$folder/assessment.json"
expected=$(jq --null-input --slurpfile profile "$folder/profile.json" --slurpfile competencies "$folder/competencies.json" \
    --slurpfile card0 "$folder/card0.json" --slurpfile card1 "$folder/card1.json" --slurpfile card2 "$folder/card2.json" '
  # The quotient of two whole numbers, rounded half to even: the one way in which scores are rounded.
  def divide($n; $d): ($n / $d | floor) as $q | (2 * ($n - $q * $d)) as $twice
    | if $twice > $d or ($twice == $d and $q % 2 == 1) then $q + 1 else $q end;
  # Σw·v/Σw over [weight, value] pairs; null when nothing with a weight was observed: absent is not 0.
  def weighted_mean: (map(.[0]) | add // 0) as $weight
    | if $weight == 0 then null else divide(map(.[0] * .[1]) | add; $weight) end;
  if $profile[0].combination != "COMBINATION_RULE_MEAN" then error("another combination rule") else . end
  # Levels to values, and the mean over cards …
  | [$card0, $card1, $card2 | .[0].scorecard.ratings[] | select(.level)] | group_by(.criterion)
  | map({key: .[0].criterion, value: (map([1, (.level - 1) * 2500]) | weighted_mean)}) | from_entries as $combined
  # … then up by the weights.
  | [$competencies[0][] | {key: .id, value: ([.criteria[] | select($combined[.id] != null) | [.weight, $combined[.id]]] | weighted_mean)}]
  | from_entries as $scores
  | [$profile[0].competencies[] | select($scores[.competency] != null) | [.weight, $scores[.competency]]] | weighted_mean')

jq --raw-output --argjson expected "$expected" '
  def points: . / 100 | floor | tostring;
  if .compositeHundredths != $expected then error("server \(.compositeHundredths), here \($expected)") else . end
  | "\(.name | rtrimstr("/candidateAssessment")): composite \($expected | points).\($expected % 100 + 100 | tostring | .[1:]) of 100, as computed here; \(.band)"
  ' "$folder/assessment.json"
