using System.Globalization;
using System.Text;
using Assessment.Scoring;

namespace Assessment.QuestionBanks.Tests.Kits;

/// <summary>Small random banks, and the slow, obvious way to find the best kit of one: try them all.</summary>
internal static class SmallBank
{
    private static readonly string[] Ids = ["A1", "B2", "C3"];

    public static KitBrief Brief(Random random, int members, int questions)
    {
        var profile = new RoleProfile(
            "role", "mid", [.. Ids.Select((id, i) => new ProfileCompetency(id, i == 0 ? 12 : random.Next(1, 15), 3, Required: false))],
            [1_000, 2_000, 3_000, 4_000, 5_000], 0, CombinationRule.Mean);
        var bank = Bank(random, questions);
        return new KitBrief
        {
            Banks = [bank],
            Profile = profile,
            Level = RoleLevel.Mid,
            CriticalWeight = 10,
            Members = members,
            Minutes = random.Next(8, 24),
        };
    }

    public static KitBrief TwoEqualQuestions() => new()
    {
        Banks = [Read(Header + Competency("A1", 1, [("A1.q01", 5, ["A1.c0"]), ("A1.q02", 5, ["A1.c0"])]))],
        Profile = new RoleProfile(
            "role", "mid", [new ProfileCompetency("A1", 10, 3, Required: false)], [1_000, 2_000, 3_000, 4_000, 5_000], 0, CombinationRule.Mean),
        Level = RoleLevel.Mid,
        CriticalWeight = 10,
        Members = 1,
        Minutes = 30,
    };

    /// <summary>The value of a kit, from its definition.</summary>
    public static long ValueOf(KitBrief brief, IReadOnlyList<IReadOnlyList<Question>> members)
    {
        long value = 0;
        foreach (var competency in brief.Banks.SelectMany(b => b.Competencies))
        {
            int weight = brief.Profile.Competencies.FirstOrDefault(c => c.CompetencyId == competency.Id)?.Weight ?? 0;
            int wanted = weight >= brief.CriticalWeight ? Math.Min(2, brief.Members) : 1;
            foreach (var criterion in competency.Criteria)
            {
                int looks = members.Count(questions => questions.Any(q => q.CriterionIds.Contains(criterion.Id)));
                value += (long)weight * criterion.Weight * 10_000 / competency.Criteria.Sum(c => c.Weight) * Math.Min(looks, wanted);
            }
        }

        return value;
    }

    /// <summary>The greatest value of all kits without claim questions: every question with every member or nobody.</summary>
    public static long BestValue(KitBrief brief)
    {
        var criteria = (
            from competency in brief.Banks.SelectMany(b => b.Competencies)
            let weight = brief.Profile.Competencies.First(c => c.CompetencyId == competency.Id).Weight
            from criterion in competency.Criteria
            select (
                criterion.Id,
                Value: (long)weight * criterion.Weight * 10_000 / competency.Criteria.Sum(c => c.Weight),
                Wanted: weight >= brief.CriticalWeight ? Math.Min(2, brief.Members) : 1)).ToArray();
        var questions = brief.Banks.SelectMany(b => b.Competencies).SelectMany(c => c.Questions).ToArray();
        bool[][] elicits = [.. questions.Select(q => criteria.Select(c => q.CriterionIds.Contains(c.Id)).ToArray())];
        var owners = new int[questions.Length]; // 0 nobody, else member + 1
        var minutes = new int[brief.Members + 1];
        long best = 0;
        do
        {
            Array.Clear(minutes);
            for (int q = 0; q < questions.Length; q++)
            {
                minutes[owners[q]] += questions[q].Minutes;
            }

            if (minutes[1..].Max() <= brief.Minutes)
            {
                best = Math.Max(best, Value());
            }
        }
        while (Next());
        return best;

        long Value()
        {
            long value = 0;
            for (int c = 0; c < criteria.Length; c++)
            {
                int looks = 0;
                for (int member = 1; member <= brief.Members; member++)
                {
                    int q = 0;
                    while (q < owners.Length && !(owners[q] == member && elicits[q][c]))
                    {
                        q++;
                    }

                    looks += q < owners.Length ? 1 : 0;
                }

                value += criteria[c].Value * Math.Min(looks, criteria[c].Wanted);
            }

            return value;
        }

        bool Next()
        {
            int digit = 0;
            while (digit < owners.Length && ++owners[digit] > brief.Members)
            {
                owners[digit++] = 0;
            }

            return digit < owners.Length;
        }
    }

    private const string Header = """
        kind: question-bank
        id: small
        version: 1.0.0
        track: product_sense
        title: Small
        summary: A bank for tests.
        rationale: None.
        provenance: Made by a test.
        evidence_at_extremes: false
        competencies:

        """;

    private static QuestionBank Bank(Random random, int questions)
    {
        var dealt = Ids.ToDictionary(id => id, _ => new List<(string, int, string[])>());
        for (int i = 0; i < questions; i++)
        {
            string id = Ids[i % Ids.Length];
            string[] criteria = [.. Enumerable.Range(0, 2).Where(_ => random.Next(2) == 0).Select(c => $"{id}.c{c}").DefaultIfEmpty($"{id}.c0")];
            string other = Ids[random.Next(Ids.Length)];
            string[] more = random.Next(3) == 0 && other != id ? [$"{other}.c1"] : [];
            if (i < Ids.Length)
            {
                criteria = [$"{id}.c0", $"{id}.c1"]; // so that every criterion is elicited
            }

            dealt[id].Add(($"{id}.q{i:00}", random.Next(2, 9), [.. criteria, .. more]));
        }

        return Read(Header + string.Concat(Ids.Select(id => Competency(id, 2, dealt[id]))));
    }

    private static QuestionBank Read(string yaml)
    {
        var reading = BankReader.Read("small.yaml", Encoding.UTF8.GetBytes(yaml));
        Assert.Empty(reading.Diagnostics);
        return reading.Bank!;
    }

    private static string Competency(string id, int criteria, List<(string Id, int Minutes, string[] Criteria)> questions)
    {
        var yaml = new StringBuilder();
        yaml.Append(CultureInfo.InvariantCulture, $"  - id: {id}\n    name: N\n    description: D.\n    weight: 1\n    rationale: R.\n    criteria:\n");
        for (int c = 0; c < criteria; c++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"      - id: {id}.c{c}\n        name: C\n        weight: {3 + (2 * c)}\n        anchors:\n");
            for (int level = 1; level <= 5; level++)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"          {level}: Says word {id} {c} {level} and then some more words of it.\n");
            }
        }

        yaml.Append("    questions:\n");
        foreach (var question in questions)
        {
            yaml.Append(
                CultureInfo.InvariantCulture,
                $"      - id: {question.Id}\n        prompt: Tell.\n        probes: [More about {question.Id}., Less of {question.Id}.]\n        minutes: {question.Minutes}\n        levels: [mid]\n        criteria: [{string.Join(", ", question.Criteria)}]\n");
        }

        return yaml.Append("    red_flags: []\n").ToString();
    }
}
