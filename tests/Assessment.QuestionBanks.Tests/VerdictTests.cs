using Assessment.Scoring;

namespace Assessment.QuestionBanks.Tests;

/// <summary>The verdict over the shipped banks and profiles, beside its rules written out slowly.</summary>
public class VerdictTests(ITestOutputHelper output)
{
    private const int Cases = 1_000_000;

    private static readonly BankFolderReading Shipped = BankFolder.Read([Path.Combine(Sample.Root, "question-banks")]);

    private static readonly RoleProfileSet Profiles = Shipped.Profiles.Single();

    private static readonly Rubric Rubric = RubricCompiler.Compile(Shipped.Banks);

    private static readonly RoleRules[] Roles =
        [.. Profiles.Roles.SelectMany(_ => Enum.GetValues<RoleLevel>(), (role, level) => Profiles.RulesOf(Rubric, role.Id, level)!)];

    [Fact]
    public void Decide_AMillionRandomCases_EqualsTheRulesWrittenOutAndNeverWorsens()
    {
        var random = new Random(20261124);
        var seen = new Dictionary<(string Role, Verdict Verdict), int>();
        int worse = 0, raised = 0;
        int[] scores = new int[18];
        for (int i = 0; i < Cases; i++)
        {
            var role = Roles[random.Next(Roles.Length)];
            var open = Enumerable.Range(0, random.Next(3)).Select(_ => Roles[random.Next(Roles.Length)]).ToArray();
            var rules = new VerdictRules(role, open);
            Fill(scores, random, role);
            int coverage = random.Next(8) == 0 ? random.Next(10_001) : 10_000;
            var verdict = rules.Decide(scores, coverage);
            if (i % 50 == 0)
            {
                Assert.Equal(WrittenOut(rules, scores, coverage), verdict);
            }

            string name = role.Profile.Profile.Role;
            seen[(name, verdict)] = seen.GetValueOrDefault((name, verdict)) + 1;
            int raise = random.Next(18);
            if (scores[raise] is not Scale.Absent and < Scale.Full)
            {
                scores[raise] = random.Next(scores[raise] + 1, Scale.Full + 1);
                raised++;
                worse += rules.Decide(scores, coverage) < verdict ? 1 : 0;
            }
        }

        foreach (var role in Profiles.Roles)
        {
            output.WriteLine($"{role.Id}: {string.Join(", ", Enum.GetValues<Verdict>().Select(v => $"{v} {seen.GetValueOrDefault((role.Id, v))}"))}");
            Assert.All(Enum.GetValues<Verdict>(), verdict => Assert.True(seen.GetValueOrDefault((role.Id, verdict)) > 50, $"{role.Id} {verdict}"));
        }

        output.WriteLine($"{Cases} cases, {raised} raised scores, {worse} worse.");
        Assert.True(raised > Cases / 2);
        Assert.Equal(0, worse);
    }

    [Fact]
    public void Decide_RaisedRatings_NeverWorsenTheVerdict()
    {
        var random = new Random(7);
        int changed = 0;
        for (int i = 0; i < 3_000; i++)
        {
            var rules = new VerdictRules(Roles[random.Next(Roles.Length)], [Roles[random.Next(Roles.Length)]]);
            var profile = rules.Role.Profile;
            var panel = Enumerable.Range(0, random.Next(1, 6)).Select(_ => RandomRatings(random)).ToArray();
            var (before, after) = (Combine(profile, panel), default(CandidateScore));
            var card = panel[random.Next(panel.Length)];
            int criterion = random.Next(card.Length);
            if (card[criterion].Level is 0 or 5)
            {
                continue;
            }

            card[criterion] = card[criterion] with { Level = random.Next(card[criterion].Level + 1, 6) };
            after = Combine(profile, panel);
            var (old, raised) = (rules.Decide(before.CompetencyScores(), before.Coverage), rules.Decide(after.CompetencyScores(), after.Coverage));
            Assert.True(raised >= old, $"{old} became {raised}");
            changed += raised > old ? 1 : 0;
        }

        output.WriteLine($"{changed} verdicts rose.");
        Assert.True(changed > 10);
    }

    [Theory]
    [InlineData(4, 4, 4, Verdict.Hire)]
    [InlineData(4, 4, 3, Verdict.HireAndTrain)] // the mean is a third of a level short; serving takes a quarter
    [InlineData(4, 3, 4, Verdict.Decline)] // evaluation is learned slowly: at most half a level short
    [InlineData(5, 5, 3, Verdict.Hire)] // the mean makes up for one level
    [InlineData(5, 5, 2, Verdict.Decline)] // two levels short is never made up for
    public void Decide_SeniorMlEngineer_FollowsTheCriticals(int d4, int d5, int i2, Verdict expected)
    {
        var role = Profiles.RulesOf(Rubric, "ml_engineer", RoleLevel.Senior)!;
        int[] scores = [.. Enumerable.Range(0, 18).Select(c => Math.Max(0, role.Profile.BarValueOf(c) ?? 0))];
        foreach (var (id, level) in new[] { ("D4", d4), ("D5", d5), ("I2", i2) })
        {
            scores[Rubric.FindCompetency(id)] = Scale.ValueOf(level);
        }

        Assert.Equal(expected, new VerdictRules(role, []).Decide(scores, Scale.Full));
    }

    [Fact]
    public void Decide_LoadAboveTheBudget_IsNoTraining()
    {
        var role = Profiles.RulesOf(Rubric, "ml_engineer", RoleLevel.Senior)!;
        int[] scores = [.. Enumerable.Range(0, 18).Select(c => role.Profile.BarValueOf(c)!.Value)];
        scores[Rubric.FindCompetency("I2")] -= Scale.PerLevel; // 13 weeks
        Assert.Equal(Verdict.HireAndTrain, new VerdictRules(role, []).Decide(scores, Scale.Full));
        scores[Rubric.FindCompetency("P3")] -= Scale.PerLevel; // 26 more: 39
        scores[Rubric.FindCompetency("I1")] -= Scale.PerLevel; // 52: just the budget
        Assert.Equal(Verdict.HireAndTrain, new VerdictRules(role, []).Decide(scores, Scale.Full));
        scores[Rubric.FindCompetency("D3")] -= 1;
        Assert.Equal(Verdict.Decline, new VerdictRules(role, []).Decide(scores, Scale.Full));
    }

    [Fact]
    public void Evidence_NamesWhatIsMissingOrStraddles()
    {
        var role = Profiles.RulesOf(Rubric, "ml_engineer", RoleLevel.Senior)!;
        var rules = new VerdictRules(role, []);
        var nobody = new PanelEvidence(Rubric, []);
        int[] scores = [.. Enumerable.Range(0, 18).Select(c => role.Profile.BarValueOf(c)!.Value)];
        scores[Rubric.FindCompetency("D5")] = Scale.Absent;
        var missing = EvidenceAdvice.Of(rules, scores, Scale.Full, nobody);
        Assert.Equal(EvidenceState.CoverageMissing, missing.State);
        Assert.Equal(["D5"], missing.AskAbout);

        var panel = new PanelEvidence(Rubric, [Score(role.Profile, AllAt(4))]);
        Array.Fill(scores, Scale.ValueOf(4));
        scores[Rubric.FindCompetency("I2")] = Scale.ValueOf(4) - 1_700;
        var straddling = EvidenceAdvice.Of(rules, scores, Scale.Full, panel);
        Assert.Equal(EvidenceState.StraddlesBar, straddling.State);
        Assert.Contains("I2", straddling.AskAbout);
        Array.Fill(scores, Scale.Full);
        Assert.Equal(EvidenceState.Sufficient, EvidenceAdvice.Of(rules, scores, Scale.Full, panel).State);
    }

    [Fact]
    public void MissingCriticals_NothingHeavyAndSomethingNoBankAssesses_NamesThatToo()
    {
        var light = new RoleProfile("r", "senior", [new("P1", 5, 3, false), new("Z9", 5, 3, false)], [1, 2, 3, 4, 5], 0, CombinationRule.Mean);
        var rules = new VerdictRules(new RoleRules(new BoundProfile(Rubric, light), Profiles.Verdict, Profiles.LearningTimes), []);
        int[] scores = [.. Enumerable.Repeat(Scale.Full, 18)];
        Assert.Equal(Verdict.NotGiven, rules.Decide(scores, Scale.Full));
        Assert.Equal(["Z9"], rules.MissingCriticals(scores));
        Assert.Equal(["Z9"], EvidenceAdvice.Of(rules, scores, Scale.Full, new PanelEvidence(Rubric, [])).AskAbout);
    }

    [Fact]
    public void Robustness_OfRandomPanels_EqualsBruteForce()
    {
        var random = new Random(3);
        var kinds = new HashSet<RobustnessChange>();
        for (int i = 0; i < 300; i++)
        {
            var rules = new VerdictRules(Roles[random.Next(Roles.Length)], [Roles[random.Next(Roles.Length)]]);
            var profile = rules.Role.Profile;
            var ratings = Enumerable.Range(0, random.Next(1, 5)).Select(_ => RandomRatings(random)).ToArray();
            int[] severities = [.. ratings.Select(_ => random.Next(-900, 901))];
            var checks = Robustness.Of(rules, [.. ratings.Select(r => Score(profile, r))], severities);
            Assert.Equal(1 + ratings.Length + profile.Profile.Competencies.Count(c => c.Weight > 0) + 1, checks.Count);
            var unchanged = VerdictOf(rules, ratings);
            foreach (var check in checks)
            {
                Assert.Equal(BruteForce(rules, ratings, severities, check), check.Verdict);
                _ = check.Verdict != unchanged && kinds.Add(check.Change);
            }
        }

        Assert.Equal(Enum.GetValues<RobustnessChange>().ToHashSet(), kinds); // Each of them changes some verdict.
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(1.0)]
    [InlineData(1.3)]
    public void Shape_OfNoisyProfiles_NamesTheTitleMoreOftenThanTheWeightedMean(double noise)
    {
        var seniors = Profiles.Roles.Select(role => Profiles.RulesOf(Rubric, role.Id, RoleLevel.Senior)!.Profile).ToArray();
        var random = new Random(11);
        int right = 0, byMean = 0, none = 0;
        const int people = 6_000;
        for (int i = 0; i < people; i++)
        {
            int truth = i % seniors.Length;
            int[] scores = [.. Enumerable.Range(0, 18).Select(c => Noisy(random, seniors[truth].BarValueOf(c)!.Value, noise))];
            var shape = Shape.Of(scores, seniors, new ShapeThresholds { MinimumMargin = 0, MinimumDeviation = 0 });
            right += shape.Role == truth ? 1 : 0;
            byMean += Enumerable.Range(0, seniors.Length).MaxBy(r => WeightedMean(seniors[r], scores)) == truth ? 1 : 0;
            none += Shape.Of(scores, seniors, new ShapeThresholds()).Role is null ? 1 : 0;
        }

        output.WriteLine($"noise {noise}: shape {100.0 * right / people:0.0} %, weighted mean {100.0 * byMean / people:0.0} %, no distinct profile {100.0 * none / people:0.0} %");
        Assert.True(right > byMean);
        Assert.True(right > people / 2);
    }

    [Fact]
    public void Shape_TooLittleFlatOrAlike_SaysWhy()
    {
        var seniors = Profiles.Roles.Select(role => Profiles.RulesOf(Rubric, role.Id, RoleLevel.Senior)!.Profile).ToArray();
        int[] flat = [.. Enumerable.Repeat(5_000, 18)];
        Assert.Equal(ShapeReason.Flat, Shape.Of(flat, seniors, new ShapeThresholds()).Reason);
        Assert.All(Shape.Of(flat, seniors, new ShapeThresholds()).Correlations, c => Assert.Null(c));
        int[] few = [.. flat];
        few.AsSpan(0, 7).Fill(Scale.Absent);
        Assert.Equal(ShapeReason.TooFewObserved, Shape.Of(few, seniors, new ShapeThresholds()).Reason);
        int[] engineer = [.. Enumerable.Range(0, 18).Select(c => seniors[0].BarValueOf(c)!.Value)];
        Assert.Equal(ShapeReason.Ambiguous, Shape.Of(engineer, [seniors[0], seniors[0]], new ShapeThresholds()).Reason);
        Assert.Equal(0, Shape.Of(engineer, seniors, new ShapeThresholds { MinimumMargin = 0 }).Role);
    }

    /// <summary>Scores near the bars of the role, so that every verdict occurs; some not observed.</summary>
    private static void Fill(int[] scores, Random random, RoleRules role)
    {
        bool close = random.Next(4) == 0; // Where hiring ends and training begins.
        double lift = (close ? random.NextDouble() * -0.5 : (random.NextDouble() * 3) - 2) * Scale.PerLevel;
        double spread = random.NextDouble() * Scale.PerLevel * (close ? 0.2 : 1);
        bool gaps = random.Next(4) == 0;
        for (int c = 0; c < scores.Length; c++)
        {
            double score = (role.Profile.BarValueOf(c) ?? 5_000) + lift + (((random.NextDouble() * 2) - 1) * spread);
            scores[c] = gaps && random.Next(6) == 0 ? Scale.Absent : (int)Math.Clamp(score, 0, Scale.Full);
        }

        if (!close && random.Next(3) == 0)
        {
            for (int c = 0; c < scores.Length; c++)
            {
                scores[c] = scores[c] == Scale.Absent ? Scale.Absent : random.Next(5) * Scale.PerLevel;
            }
        }
    }

    /// <summary>The rules as they are told, in levels, with decimal fractions.</summary>
    private static Verdict WrittenOut(VerdictRules rules, int[] scores, int coverage)
    {
        if (coverage < rules.Role.Profile.Profile.MinimumCoverage || Criticals(rules.Role).Any(c => LevelOf(c.Id) is null))
        {
            return Verdict.NotGiven;
        }

        return Fits(rules.Role) ?? (rules.OpenRoles.Any(open => Criticals(open).All(c => LevelOf(c.Id) is not null) && Fits(open) is not null)
            ? Verdict.Redirect
            : Verdict.Decline);

        decimal? LevelOf(string id) => scores[Rubric.FindCompetency(id)] is var s && s == Scale.Absent ? null : 1 + (s / 2500m);

        static IEnumerable<(string Id, int Bar)> Criticals(RoleRules role) =>
            role.Profile.Profile.Competencies.Where(c => c.Weight >= 10).Select(c => (c.CompetencyId, c.Bar));

        Verdict? Fits(RoleRules role)
        {
            var gaps = Criticals(role).Select(c => (c.Id, Gap: c.Bar - LevelOf(c.Id)!.Value)).ToList();
            if (-gaps.Average(g => g.Gap) >= -0.25m && gaps.All(g => g.Gap < 2))
            {
                return Verdict.Hire;
            }

            decimal load = role.Profile.Profile.Competencies.Where(c => c.Weight > 0 && LevelOf(c.CompetencyId) is not null).Sum(c =>
                Math.Max(0, c.Bar - LevelOf(c.CompetencyId)!.Value) * (Profiles.LearningTimes[c.CompetencyId] switch
                {
                    LearningTime.Quick => 4,
                    LearningTime.Quarter => 13,
                    _ => 26,
                }));
            return gaps.All(g => g.Gap <= (Profiles.LearningTimes[g.Id] == LearningTime.Slow ? 0.5m : 1)) && load <= 52
                ? Verdict.HireAndTrain
                : null;
        }
    }

    private static Verdict BruteForce(VerdictRules rules, Rating[][] ratings, int[] severities, RobustnessCheck check)
    {
        switch (check.Change)
        {
            case RobustnessChange.WithoutInterviewer:
                return VerdictOf(rules, [.. ratings.Where((_, i) => i != check.Subject)]);
            case RobustnessChange.SeverityAdjusted:
                return rules.Decide(
                    [.. Enumerable.Range(0, 18).Select(c => AdjustedScore(ratings, severities, c))], Combine(rules.Role.Profile, ratings).Coverage);
            case RobustnessChange.WithoutCompetency:
                string id = Rubric.CompetencyIds[check.Subject];
                return VerdictOf(new VerdictRules(Without(rules.Role, id), [.. rules.OpenRoles.Select(open => Without(open, id))]), ratings);
            default:
                // Banks whose weights are all 1, and a profile whose weights are all critical's or not, as they were.
                var whole = Combine(rules.Role.Profile, ratings);
                int[] scores = [.. Enumerable.Range(0, 18).Select(c => EqualScore(whole, c))];
                var weighted = rules.Role.Profile.Profile.Competencies.Where(c => c.Weight > 0).Select(c => Rubric.FindCompetency(c.CompetencyId)).ToList();
                decimal coverage = weighted.Sum(c => (decimal)Half(10_000m * Values(whole, c).Count(v => v >= 0) / Values(whole, c).Length)) / weighted.Count;
                return rules.Decide(scores, Half(coverage));
        }

        static int AdjustedScore(Rating[][] ratings, int[] severities, int competency)
        {
            decimal sum = 0, weight = 0;
            var (first, end) = Rubric.CriteriaOf(competency);
            for (int criterion = first; criterion < end; criterion++)
            {
                decimal[] seen = [.. ratings.SelectMany((card, i) => card.Where(r => r.Criterion == criterion && r.Level > 0)
                    .Select(r => Math.Clamp(((r.Level - 1) * 2500m) + severities[i], 0, 10_000)))];
                weight += seen.Length == 0 ? 0 : Rubric.WeightOfCriterion(criterion);
                sum += seen.Length == 0 ? 0 : Rubric.WeightOfCriterion(criterion) * Half(seen.Average());
            }

            return weight == 0 ? Scale.Absent : Half(sum / weight);
        }

        static int[] Values(CandidateScore whole, int competency)
        {
            var (first, end) = Rubric.CriteriaOf(competency);
            return whole.CriterionValues[first..end].ToArray();
        }

        static int EqualScore(CandidateScore whole, int competency)
        {
            int[] seen = [.. Values(whole, competency).Where(v => v >= 0)];
            return seen.Length == 0 ? Scale.Absent : Half((decimal)seen.Sum() / seen.Length);
        }

        static int Half(decimal value) => (int)decimal.Round(value, MidpointRounding.ToEven);
    }

    /// <summary>The role as if it had never asked for the competency; what is critical otherwise stays so.</summary>
    private static RoleRules Without(RoleRules role, string id)
    {
        var profile = role.Profile.Profile;
        var changed = new RoleProfile(
            profile.Role, profile.Level, [.. profile.Competencies.Where(c => c.CompetencyId != id)], profile.CutScores, profile.MinimumCoverage, profile.Combination);
        return new RoleRules(new BoundProfile(Rubric, changed), Profiles.Verdict, Profiles.LearningTimes);
    }

    private static Verdict VerdictOf(VerdictRules rules, Rating[][] ratings)
    {
        var combined = Combine(rules.Role.Profile, ratings);
        return rules.Decide(combined.CompetencyScores(), combined.Coverage);
    }

    private static CandidateScore Combine(BoundProfile profile, Rating[][] ratings) =>
        CandidateScore.Combine(profile, [.. ratings.Select(r => Score(profile, r))]);

    private static ScorecardScore Score(BoundProfile profile, Rating[] ratings)
    {
        var score = new ScorecardScore(Rubric);
        Assert.True(score.TryScore(profile, Rubric.Everything, ratings, []));
        return score;
    }

    private static Rating[] AllAt(int level) => [.. Enumerable.Range(0, Rubric.CriterionIds.Count).Select(c => new Rating(c, level, HasEvidence: true))];

    private static Rating[] RandomRatings(Random random)
    {
        int lowest = random.Next(1, 4);
        return [.. Enumerable.Range(0, Rubric.CriterionIds.Count).Select(
            c => new Rating(c, random.Next(30) == 0 ? 0 : random.Next(lowest, 6), HasEvidence: true))];
    }

    private static int Noisy(Random random, int score, double levels)
    {
        double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return (int)Math.Clamp(score + (normal * levels * Scale.PerLevel), 0, Scale.Full);
    }

    private static double WeightedMean(BoundProfile profile, int[] scores) =>
        Enumerable.Range(0, 18).Sum(c => (double)profile.WeightOf(c) * scores[c]) / 100;
}
