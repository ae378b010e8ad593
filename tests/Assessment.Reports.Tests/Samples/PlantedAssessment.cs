namespace Assessment.Reports.Tests.Samples;

/// <summary>A candidate somewhat short of a senior role's bars: three cards, one of them far off on one competency.</summary>
internal static class PlantedAssessment
{
    private static readonly string[] Panel = ["Amara Okafor", "Bruno Keller", "Chiara Rossi"];

    /// <summary>Competency, track, levels of the three cards (0: not observed), bar, weight.</summary>
    private static readonly (string Id, V1.Track Track, int[] Levels, int Bar, int Weight)[] Competencies =
    [
        ("P1", V1.Track.ProductSense, [3, 3, 4], 2, 3), ("P2", V1.Track.ProductSense, [4, 3, 0], 3, 5), ("P3", V1.Track.ProductSense, [3, 3, 3], 3, 4),
        ("P4", V1.Track.ProductSense, [2, 3, 0], 2, 3), ("P5", V1.Track.ProductSense, [0, 3, 3], 2, 3), ("P6", V1.Track.ProductSense, [4, 3, 4], 2, 2),
        ("D1", V1.Track.DataModeling, [3, 3, 4], 3, 4), ("D2", V1.Track.DataModeling, [4, 3, 4], 4, 9), ("D3", V1.Track.DataModeling, [3, 3, 0], 4, 9),
        ("D4", V1.Track.DataModeling, [4, 4, 5], 4, 10), ("D5", V1.Track.DataModeling, [4, 3, 4], 4, 10), ("D6", V1.Track.DataModeling, [3, 3, 3], 3, 3),
        ("I1", V1.Track.MlPlatform, [3, 0, 3], 3, 5), ("I2", V1.Track.MlPlatform, [5, 2, 4], 4, 10), ("I3", V1.Track.MlPlatform, [3, 2, 3], 3, 7),
        ("I4", V1.Track.MlPlatform, [3, 3, 3], 3, 5), ("I5", V1.Track.MlPlatform, [0, 2, 3], 3, 6), ("I6", V1.Track.MlPlatform, [0, 0, 0], 2, 2),
    ];

    public static V1.CandidateAssessment Assessment(string candidate = "candidate-07", string? interviewer = null)
    {
        string[] panel = [interviewer ?? Panel[0], .. Panel[1..]];
        const string Interview = "interviews/0199d3a4-5d6e-7c1f-8a2b-000000000007";
        var assessment = new V1.CandidateAssessment
        {
            Name = Interview + "/candidateAssessment",
            CandidateId = candidate,
            RoleProfile = "roleProfiles/ml_engineer/levels/senior",
            RoleProfileVersion = "1.0.0",
            QuestionBanks = { "questionBanks/product-sense/versions/1.0.0", "questionBanks/data-modeling/versions/1.0.0", "questionBanks/ml-platform/versions/1.0.0" },
            Combination = V1.CombinationRule.Mean,
            Band = V1.Band.No,
            EqualWeightsHundredths = 5441,
            CoverageHundredths = 9800,
            Scorecards = { panel.Select((_, i) => $"{Interview}/scorecards/{i + 1}") },
            Verdict = V1.Verdict.HireAndTrain,
            EvidenceFlag = V1.EvidenceFlag.StraddlesBar,
            AskAbout = { "I2", "D5" },
            Redirections = { "roleProfiles/data_scientist/levels/senior" },
            Tracks =
            {
                new V1.TrackScore { Track = V1.Track.ProductSense, ScoreHundredths = 5610, CoverageHundredths = 10000 },
                new V1.TrackScore { Track = V1.Track.DataModeling, ScoreHundredths = 6250, CoverageHundredths = 10000 },
                new V1.TrackScore { Track = V1.Track.MlPlatform, ScoreHundredths = 4900, CoverageHundredths = 8333 },
            },
        };
        foreach (var (id, track, levels, bar, weight) in Competencies)
        {
            Add(assessment, id, track, levels, bar, weight, panel);
        }

        Conclude(assessment, panel);
        return assessment;
    }

    private static void Add(V1.CandidateAssessment assessment, string id, V1.Track track, int[] levels, int bar, int weight, string[] panel)
    {
        int[] values = [.. levels.Where(level => level > 0).Select(level => (level - 1) * 2500)];
        var score = new V1.CompetencyScore { Competency = id, Track = track, ProfileWeight = weight, BarHundredths = (bar - 1) * 2500, CoverageHundredths = values.Length > 0 ? 10000 : 0 };
        var standing = new V1.CompetencyStanding { Competency = id, Critical = weight >= 10, BarHundredths = (bar - 1) * 2500, Cards = values.Length };
        if (values.Length > 0)
        {
            int mean = (int)Math.Round(values.Average());
            score.ScoreHundredths = mean;
            (standing.LowestHundredths, standing.HighestHundredths) = (values.Min(), values.Max());
            standing.GapHundredths = Math.Max(0, ((bar - 1) * 2500) - mean) / 25;
            standing.StandardErrorHundredths = 1500 / Math.Sqrt(values.Length);
            int apart = values.Max() - values.Min();
            standing.Disagreement = values.Length < 2 ? V1.Disagreement.Unspecified
                : apart >= 5000 ? V1.Disagreement.Red : apart >= 2500 ? V1.Disagreement.Amber : V1.Disagreement.Green;
            var criterion = new V1.CombinedCriterion { Criterion = id + ".main", Hundredths = mean };
            for (int i = 0; i < levels.Length; i++)
            {
                if (levels[i] > 0)
                {
                    var card = new V1.CardValue { InterviewerId = panel[i], Scorecard = assessment.Scorecards[i], RawHundredths = (levels[i] - 1) * 2500, CappedHundredths = (levels[i] - 1) * 2500 };
                    if (id == "I5" && i == 1)
                    {
                        card.RawHundredths = 7500;
                        card.CappedBy.Add("I5.flag-uptime-only");
                    }

                    criterion.Cards.Add(card);
                }
            }

            assessment.Criteria.Add(criterion);
            assessment.Explanation.Add(new V1.Contribution { Competency = id, Hundredths = weight * 60, Criteria = { new V1.CriterionContribution { Criterion = id + ".main", Hundredths = weight * 60 } } });
        }

        assessment.Competencies.Add(score);
        assessment.Standings.Add(standing);
    }

    private static void Conclude(V1.CandidateAssessment assessment, string[] panel)
    {
        assessment.CompositeHundredths = assessment.Explanation.Sum(part => part.Hundredths);
        assessment.Reasons.Add(new V1.BandReason { Kind = V1.BandReason.Types.Kind.GateMissed, Competency = "I2" });
        assessment.TrainingPlan.Add(new V1.TrainingStep { Competency = "I2", GapHundredths = 33, LearningTime = V1.LearningTime.Quarter, Weeks = 4 });
        assessment.TrainingPlan.Add(new V1.TrainingStep { Competency = "D3", GapHundredths = 100, LearningTime = V1.LearningTime.Quick, Weeks = 4 });
        (string Role, int Level, double Shape)[] roles =
            [("ml_engineer", -12, 0.71), ("data_scientist", -4, 0.42), ("data_engineer", -25, -0.11), ("data_analyst", 31, -0.38), ("ml_platform_engineer", -68, 0.05), ("ml_product_manager", -44, -0.52)];
        assessment.Roles.Add(roles.Select(role => new V1.RoleStanding
        {
            RoleProfile = $"roleProfiles/{role.Role}/levels/senior",
            LevelHundredths = role.Level,
            ShapeCorrelation = role.Shape,
            Shape = role.Role == "ml_engineer",
        }));
        assessment.Robustness.Add(new V1.RobustnessCheck { Change = V1.RobustnessCheck.Types.Change.EqualWeights, Verdict = V1.Verdict.HireAndTrain });
        assessment.Robustness.Add(panel.Select((name, i) => new V1.RobustnessCheck
        {
            Change = V1.RobustnessCheck.Types.Change.WithoutInterviewer,
            Subject = name,
            Verdict = i == 1 ? V1.Verdict.Hire : V1.Verdict.HireAndTrain,
            Changed = i == 1,
        }));
        assessment.Robustness.Add(Competencies.Select(each => new V1.RobustnessCheck
        {
            Change = V1.RobustnessCheck.Types.Change.WithoutCompetency,
            Subject = each.Id,
            Verdict = V1.Verdict.HireAndTrain,
        }));
    }
}
