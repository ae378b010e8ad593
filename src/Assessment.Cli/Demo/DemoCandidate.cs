using Assessment.V1;

namespace Assessment.Cli.Demo;

/// <summary>An invented candidate: the level that a neutral interviewer who heard everything would give in each competency.</summary>
internal sealed class DemoCandidate
{
    private const double Mean = 3.2;
    private const int Critical = 10;

    private readonly Dictionary<string, double> _abilities = new(StringComparer.Ordinal);

    /// <summary>One general ability, one for each track, a little for each competency, and more of what the role weighs.</summary>
    public DemoCandidate(RoleProfile profile, IReadOnlyList<QuestionBank> banks, Random random)
    {
        double general = 0.65 * random.NextNormal();
        foreach (var bank in banks)
        {
            double track = general + (0.4 * random.NextNormal());
            foreach (var competency in bank.Competencies)
            {
                var asked = profile.Competencies.FirstOrDefault(c => c.Competency == competency.Id);
                double trained = asked is { Required: true } ? 0.9 : asked?.Weight >= Critical ? 0.5 : 0;
                _abilities[competency.Id] = Mean + track + trained + (0.3 * random.NextNormal());
            }
        }
    }

    public double AbilityIn(string competency) => _abilities[competency];
}

/// <summary>Draws from the standard normal distribution.</summary>
internal static class NormalDraws
{
    /// <summary>Box and Muller's transform of two uniform draws; the first is kept away from 0.</summary>
    public static double NextNormal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
