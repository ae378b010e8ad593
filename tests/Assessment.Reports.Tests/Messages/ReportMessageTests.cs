using Assessment.Calibration;
using Assessment.Calibration.Impact;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Report;
using Assessment.Calibration.Variance;
using Assessment.Reports.Tests.Samples;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Assessment.Reports.Tests.Messages;

public class ReportMessageTests
{
    private static readonly Lazy<V1.CalibrationReport> Rich = new(() => ReportMessage.Of(PlantedRatings.Split(), Context));

    private static ReportContext Context => new()
    {
        Name = "calibrationReports/0199d3a4-5d6e-7c1f-8a2b-112233445566",
        CreatedAt = new DateTimeOffset(2026, 11, 24, 9, 30, 0, TimeSpan.Zero),
        Inputs = new V1.ReportInputs { Role = "ml_engineer", Level = "senior", ScorecardCount = 110, ReplacedRatingCount = 3, Position = 812 },
        InterviewOf = candidate => $"interviews/{candidate}",
        Notes = ["a remark"],
    };

    [Fact]
    public void Of_ARichReport_FillsEveryField()
    {
        foreach (FieldDescriptor field in V1.CalibrationReport.Descriptor.Fields.InDeclarationOrder())
        {
            object? value = field.Accessor.GetValue(Rich.Value);
            Assert.False(
                value is null or "" || (value is System.Collections.IList list && list.Count == 0) || (value is IMessage message && message.CalculateSize() == 0),
                field.Name);
        }
    }

    [Fact]
    public void Of_SameReport_GivesSameBytes() => Assert.Equal(
        ReportMessage.Of(PlantedRatings.Split(), Context).ToByteArray(), ReportMessage.Of(PlantedRatings.Split(), Context).ToByteArray());

    [Fact]
    public void Of_GivenInputs_KeepsThemAndAddsTheTables()
    {
        V1.ReportInputs inputs = Rich.Value.Inputs;
        Assert.Equal(("ml_engineer", "senior", 110, 3, 812), (inputs.Role, inputs.Level, inputs.ScorecardCount, inputs.ReplacedRatingCount, inputs.Position));
        Assert.Equal((40, 8, 12, 1, 5), (inputs.CandidateCount, inputs.InterviewerCount, inputs.CriterionCount, inputs.LowestLevel, inputs.HighestLevel));
        Assert.Equal(6, inputs.Periods.Count);
    }

    [Theory]
    [InlineData(typeof(EstimateStatus), typeof(V1.EstimateStatus))]
    [InlineData(typeof(ExtremeKind), typeof(V1.ExtremeKind))]
    [InlineData(typeof(CalibrationMethod), typeof(V1.SeverityMethod))]
    [InlineData(typeof(RemlStatus), typeof(V1.RemlStatus))]
    [InlineData(typeof(VarianceTerm), typeof(V1.VarianceTerm))]
    [InlineData(typeof(VarianceStatus), typeof(V1.VarianceStatus))]
    [InlineData(typeof(SuppressionReason), typeof(V1.SuppressionReason))]
    [InlineData(typeof(FourFifthsResult), typeof(V1.FourFifths))]
    public void Enums_OfTheContract_AreTheLibrarysInOrder(Type library, Type contract) => Assert.Equal(
        ["Unspecified", .. Enum.GetNames(library).Select(name => library == typeof(VarianceTerm) ? name.Replace("Rater", "Interviewer", StringComparison.Ordinal) : name)],
        Enum.GetNames(contract));

    [Fact]
    public void Of_AFairScore_IsTheReports()
    {
        CalibrationReport report = PlantedRatings.Split();
        var expected = report.Severity.Components.SelectMany(component => component.Candidates).ToArray();
        Assert.Equal(expected.Length, Rich.Value.FairScores.Count);
        foreach ((CandidateFairScore score, V1.FairScore message) in expected.Zip(Rich.Value.FairScores))
        {
            Assert.Equal(score.Name, message.CandidateId);
            Assert.Equal(score.FairScore.Value, message.FairScore_.Value);
            Assert.Equal(score.ObservedAverage, message.ObservedAverage);
            Assert.Equal($"interviews/{score.Candidate}", message.Interview);
        }
    }

    [Fact]
    public void Of_FairScores_RanksWithinAComponentOnly()
    {
        foreach (var component in Rich.Value.FairScores.GroupBy(score => (score.Component, score.Subset)))
        {
            V1.FairScore[] byRank = [.. component.OrderBy(score => score.Rank)];
            Assert.Equal(1, byRank[0].Rank);
            Assert.Equal(byRank.Select(score => score.FairScore_.Value).OrderDescending(), byRank.Select(score => score.FairScore_.Value));
        }

        Assert.Equal(2, Rich.Value.FairScores.Count(score => score.Rank == 1));
    }

    [Fact]
    public void Of_NoRatings_SaysSo()
    {
        V1.CalibrationReport message = ReportMessage.Of(PlantedRatings.Report(new RatingTableBuilder().Build()), new ReportContext());
        Assert.Equal(0, message.Inputs.RatingCount);
        Assert.Empty(message.FairScores);
        Assert.Null(message.CreatedAt);
        Assert.False(message.Agreement.HasInterviewersPerCandidate);
    }
}
