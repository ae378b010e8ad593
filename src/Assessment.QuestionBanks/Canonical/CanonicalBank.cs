using System.Globalization;

namespace Assessment.QuestionBanks;

/// <summary>The canonical form of a question bank: the keys of its file, in the order in which the file format lists them.</summary>
internal static class CanonicalBank
{
    public const string Kind = "question-bank";

    public static ReadOnlyMemory<byte> Write(QuestionBank bank)
    {
        var json = new CanonicalJson();
        json.Object(() => json
            .Text("kind", Kind)
            .Text("id", bank.Id)
            .Text("version", bank.Version)
            .Text("track", bank.Track.WireName())
            .Text("title", bank.Title)
            .Text("summary", bank.Summary)
            .Text("rationale", bank.Rationale)
            .Text("provenance", bank.Provenance)
            .Truth("evidence_at_extremes", bank.EvidenceAtExtremes)
            .List("competencies", bank.Competencies, c => WriteCompetency(json, c)));
        return json.ToUtf8();
    }

    private static void WriteCompetency(CanonicalJson json, Competency competency) => json.Object(() => json
        .Text("id", competency.Id)
        .Text("name", competency.Name)
        .Text("description", competency.Description)
        .Number("weight", competency.Weight)
        .Text("rationale", competency.Rationale)
        .List("criteria", competency.Criteria, c => WriteCriterion(json, c))
        .List("questions", competency.Questions, q => WriteQuestion(json, q))
        .List("red_flags", competency.RedFlags, f => WriteRedFlag(json, f)));

    private static void WriteCriterion(CanonicalJson json, Criterion criterion) => json.Object(() => json
        .Text("id", criterion.Id)
        .Text("name", criterion.Name)
        .Number("weight", criterion.Weight)
        .Object("anchors", () =>
        {
            for (int level = 1; level <= criterion.Anchors.Count; level++)
            {
                json.Text(level.ToString(CultureInfo.InvariantCulture), criterion.AnchorAt(level));
            }
        }));

    private static void WriteQuestion(CanonicalJson json, Question question) => json.Object(() =>
    {
        json.Text("id", question.Id)
            .Text("prompt", question.Prompt)
            .Texts("probes", question.Probes)
            .Number("minutes", question.Minutes)
            .Texts("levels", question.Levels.Select(l => l.WireName()))
            .Texts("criteria", question.CriterionIds);
        if (question.Claim is { } claim)
        {
            json.Object("claim", () => json
                .Number("probe", claim.Probe)
                .Text("part", claim.Part.WireName())
                .Texts("records", claim.Records));
        }
    });

    private static void WriteRedFlag(CanonicalJson json, RedFlag flag) => json.Object(() => json
        .Text("id", flag.Id)
        .Text("sign", flag.Sign)
        .Number("cap", flag.Cap)
        .Texts("criteria", flag.CriterionIds));
}
