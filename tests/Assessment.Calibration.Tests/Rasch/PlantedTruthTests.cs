using System.Globalization;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Tests.Planted;

namespace Assessment.Calibration.Tests.Rasch;

public class PlantedTruthTests(ITestOutputHelper output)
{
    private static bool Full => Environment.GetEnvironmentVariable("ASSESSMENT_FULL") == "1";

    [Theory]
    [InlineData(RaschMethod.CorrectedJoint, RaschScale.RatingScale, 200)]
    [InlineData(RaschMethod.CorrectedJoint, RaschScale.PartialCredit, 40)]
    [InlineData(RaschMethod.Marginal, RaschScale.RatingScale, 20)]
    [InlineData(RaschMethod.Marginal, RaschScale.PartialCredit, 20)]
    public void Severity_OfSeededSimulations_IsRecoveredWithHonestErrors(RaschMethod method, RaschScale scale, int runs)
    {
        Recovery recovery = SeverityStudy.Run(method, scale, Full ? 200 : runs);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{recovery.Severities} severities: coverage {recovery.Coverage:0.0000}, RMSE {recovery.Rmse:0.0000}, RMSE / mean error {recovery.ErrorRatio:0.000}, slope {recovery.Slope:0.000}; difficulty coverage {recovery.DifficultyCoverage:0.000}; ability coverage {recovery.AbilityCoverage:0.000}"));
        Assert.InRange(recovery.Coverage, 0.92, 0.97);
        Assert.InRange(recovery.ErrorRatio, 0.9, 1.1);
        Assert.InRange(recovery.Slope, 0.97, 1.03);
    }
}
