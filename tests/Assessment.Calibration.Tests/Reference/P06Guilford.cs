using System.Globalization;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Reference;

/// <summary>
/// Guilford (1954), Psychometric Methods, 2nd ed., p. 282: 3 senior scientists rate 7 junior ones on 5 traits of creativity, levels 1 to 9.
/// </summary>
internal sealed class P06Guilford : IReferenceSet
{
    private static readonly string[] Candidates = ["Anne", "Betty", "Chris", "David", "Edward", "Fred", "George"];

    private static readonly string[] Traits = ["Attack", "Basis", "Clarity", "Daring", "Enthusiasm"];

    // One text per candidate: its five traits' levels.
    private static readonly Dictionary<string, string[]> Ratings = new()
    {
        ["Avogadro"] = ["55353", "97585", "33371", "73133", "97785", "35351", "77555"],
        ["Brahe"] = ["65463", "87572", "45366", "56455", "24323", "44642", "33554"],
        ["Cavendish"] = ["55573", "77575", "35555", "53331", "97777", "33353", "77757"],
    };

    private static readonly (string Name, double Expected, double Tolerance)[] Expected =
    [
        ("rater severity Brahe", 0.24, 0.03),
        ("candidate measure David", -0.46, 0.03),
        ("candidate measure Edward", 0.42, 0.03),
        ("rater Avogadro severity", 0.03967, 0.0002),
        ("rater Avogadro se", 0.1166, 0.0002),
        ("rater Avogadro infit", 0.8492, 0.0002),
        ("rater Avogadro outfit", 0.8801, 0.0002),
        ("rater Avogadro fair_average", 4.857, 0.001),
        ("rater Brahe severity", 0.2454, 0.0002),
        ("rater Brahe se", 0.11783, 0.0002),
        ("rater Brahe infit", 1.4752, 0.0002),
        ("rater Brahe outfit", 1.5244, 0.0002),
        ("rater Brahe fair_average", 4.3842, 0.001),
        ("rater Cavendish severity", -0.09599, 0.0002),
        ("rater Cavendish se", 0.11644, 0.0002),
        ("rater Cavendish infit", 0.6724, 0.0002),
        ("rater Cavendish outfit", 0.6663, 0.0002),
        ("rater Cavendish fair_average", 5.1761, 0.001),
        ("candidate Anne measure", -0.07147, 0.0002),
        ("candidate Anne se", 0.17375, 0.0002),
        ("candidate Anne infit", 0.2423, 0.0002),
        ("candidate Anne outfit", 0.2389, 0.0002),
        ("candidate Anne fair_average", 4.6366, 0.001),
        ("candidate Betty measure", 0.66383, 0.0002),
        ("candidate Betty se", 0.18155, 0.0002),
        ("candidate Betty infit", 0.6214, 0.0002),
        ("candidate Betty outfit", 0.6085, 0.0002),
        ("candidate Betty fair_average", 6.3136, 0.001),
        ("candidate Chris measure", -0.25543, 0.0002),
        ("candidate Chris se", 0.1768, 0.0002),
        ("candidate Chris infit", 1.1641, 0.0002),
        ("candidate Chris outfit", 1.2631, 0.0002),
        ("candidate Chris fair_average", 4.2222, 0.001),
        ("candidate David measure", -0.48152, 0.0002),
        ("candidate David se", 0.18314, 0.0002),
        ("candidate David infit", 1.3461, 0.0002),
        ("candidate David outfit", 1.4121, 0.0002),
        ("candidate David fair_average", 3.7484, 0.001),
        ("candidate Edward measure", 0.4407, 0.0002),
        ("candidate Edward se", 0.17599, 0.0002),
        ("candidate Edward infit", 1.9915, 0.0002),
        ("candidate Edward outfit", 1.9908, 0.0002),
        ("candidate Edward fair_average", 5.8294, 0.001),
        ("candidate Fred measure", -0.58413, 0.0002),
        ("candidate Fred se", 0.18684, 0.0002),
        ("candidate Fred infit", 0.7168, 0.0002),
        ("candidate Fred outfit", 0.7891, 0.0002),
        ("candidate Fred fair_average", 3.5483, 0.001),
        ("candidate George measure", 0.28802, 0.0002),
        ("candidate George se", 0.17371, 0.0002),
        ("candidate George infit", 0.882, 0.0002),
        ("candidate George outfit", 0.8628, 0.0002),
        ("candidate George fair_average", 5.4789, 0.001),
        ("criterion Attack difficulty", -0.28, 0.0002),
        ("criterion Attack se", 0.14912, 0.0002),
        ("criterion Attack infit", 1.4472, 0.0002),
        ("criterion Attack outfit", 1.4494, 0.0002),
        ("criterion Attack fair_average", 5.4601, 0.001),
        ("criterion Basis difficulty", -0.14701, 0.0002),
        ("criterion Basis se", 0.14876, 0.0002),
        ("criterion Basis infit", 0.6079, 0.0002),
        ("criterion Basis outfit", 0.6015, 0.0002),
        ("criterion Basis fair_average", 5.1478, 0.001),
        ("criterion Clarity difficulty", 0.21086, 0.0002),
        ("criterion Clarity se", 0.15117, 0.0002),
        ("criterion Clarity infit", 0.7724, 0.0002),
        ("criterion Clarity outfit", 0.8394, 0.0002),
        ("criterion Clarity fair_average", 4.3206, 0.001),
        ("criterion Daring difficulty", -0.30225, 0.0002),
        ("criterion Daring se", 0.14925, 0.0002),
        ("criterion Daring infit", 0.9165, 0.0002),
        ("criterion Daring outfit", 0.8997, 0.0002),
        ("criterion Daring fair_average", 5.512, 0.001),
        ("criterion Enthusiasm difficulty", 0.5184, 0.0002),
        ("criterion Enthusiasm se", 0.15709, 0.0002),
        ("criterion Enthusiasm infit", 1.2539, 0.0002),
        ("criterion Enthusiasm outfit", 1.3281, 0.0002),
        ("criterion Enthusiasm fair_average", 3.6753, 0.001),
        ("threshold tau1", -0.69049, 0.0002),
        ("threshold tau2", -2.35199, 0.0002),
        ("threshold tau3", 0.80932, 0.0002),
        ("threshold tau4", -1.48375, 0.0002),
        ("threshold tau5", 1.7186, 0.0002),
        ("threshold tau6", -0.9789, 0.0002),
        ("threshold tau7", 2.39262, 0.0002),
        ("threshold tau8", 0.58459, 0.0002),
        ("rater separation", 1.0770052, 0.0005),
        ("rater strata", 1.7693402, 0.0005),
        ("rater reliability of separation", 0.5370242, 0.0005),
        ("rater fixed chi-square", 4.3002595, 0.005),
        ("candidate separation", 2.4677159, 0.0005),
        ("candidate fixed chi-square", 41.308432, 0.005),
        ("exact agreements", 33, 0),
        ("expected exact agreements", 27.019, 0.01),
        ("bias Brahe x David", 0.71, 0.04),
        ("bias Brahe x David SE", 0.29, 0.011),
        ("bias Brahe x David t", 2.43, 0.07),
        ("bias Brahe x Edward", -1.27, 0.04),
        ("bias Brahe x Edward SE", 0.36, 0.006),
        ("bias Brahe x Edward t", -3.55, 0.07),
        ("bias fixed chi-square", 41.6, 1.3),
        ("expected score Brahe x David", 17.3, 0.1),
        ("expected score Brahe x Edward", 27, 0.05),
        ("bias Brahe x David infit", 0.3, 0.05),
        ("bias Brahe x Edward outfit", 0.6, 0.07),
    ];

    public string Id => "p06_guilford_1954_facets";

    public string Source => "FACETS manual, example Guilford.txt, Table 13 (printed values); exact JML by an independent program and mfrmr 0.2.2 (the rest)";

    public bool IsExternal => false;

    public static RatingTable Table()
    {
        var builder = new RatingTableBuilder().WithScale(1, 9);
        foreach ((string rater, string[] levels) in Ratings)
        {
            for (int c = 0; c < Candidates.Length; c++)
            {
                for (int t = 0; t < Traits.Length; t++)
                {
                    builder.Add(Candidates[c], rater, Traits[t], levels[c][t] - '0');
                }
            }
        }

        return builder.Build();
    }

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        RaschFit fit = ManyFacetRasch.Fit(Table(), new RaschOptions { Method = RaschMethod.Joint, Centre = RaschCentre.Candidates });
        RaschComponent component = fit.Components.Single();
        InteractionReport bias = component.Interactions(InteractionFacet.Candidate);
        return [.. Expected.Select(e => new ReferenceValue(e.Name, e.Expected, e.Tolerance, ValueOf(component, bias, e.Name)))];
    }

    private static double ValueOf(RaschComponent component, InteractionReport bias, string name)
    {
        string[] words = name.Split(' ');
        return (words[0], words.Length) switch
        {
            ("rater", _) when words[1] == "severity" => Rater(component, words[2]).Severity.Value,
            ("rater", _) when words[1] is "separation" or "strata" or "reliability" or "fixed" => Separation(component.RaterInformationSeparation, words[1]),
            ("candidate", _) when words[1] is "separation" or "fixed" => Separation(component.CandidateInformationSeparation, words[1]),
            ("rater", _) => Of(Rater(component, words[1]), words[2]),
            ("candidate", _) when words[1] == "measure" => Candidate(component, words[2]).Ability.Value,
            ("candidate", _) => Of(Candidate(component, words[1]), words[2]),
            ("criterion", _) => Of(component.Criteria.Single(c => c.Name == words[1]), words[2]),
            ("threshold", _) => component.Thresholds[int.Parse(words[1]["tau".Length..], CultureInfo.InvariantCulture) - 1].Value.Value,
            ("exact", _) => component.ExactAgreements,
            ("expected", _) when words[1] == "exact" => component.ExpectedExactAgreements,
            ("bias", _) when words[1] == "fixed" => bias.ChiSquare,
            ("bias", _) => Of(Cell(component, bias, words[1], words[3]), words.Length > 4 ? words[4] : "size"),
            ("expected", _) => Cell(component, bias, words[2], words[4]).ExpectedScore,
            _ => double.NaN,
        };
    }

    private static RaterMeasure Rater(RaschComponent component, string name) => component.Raters.Single(r => r.Name == name);

    private static CandidateMeasure Candidate(RaschComponent component, string name) => component.Candidates!.Single(c => c.Name == name);

    private static Interaction Cell(RaschComponent component, InteractionReport bias, string rater, string candidate) =>
        bias.Cells.Single(cell => cell.Rater == Rater(component, rater).Rater && cell.Element == Candidate(component, candidate).Candidate);

    private static double Separation(SeparationSummary summary, string what) => what switch
    {
        "separation" => summary.Separation,
        "strata" => summary.Strata,
        "reliability" => summary.Reliability,
        _ => summary.ChiSquare,
    };

    private static double Of(RaterMeasure rater, string what) => what switch
    {
        "severity" => rater.Severity.Value,
        "se" => rater.InformationError,
        "infit" => rater.Fit.Infit,
        "outfit" => rater.Fit.Outfit,
        _ => rater.FairAverage,
    };

    private static double Of(CandidateMeasure candidate, string what) => what switch
    {
        "measure" => candidate.Ability.Value,
        "se" => candidate.InformationError,
        "infit" => candidate.Fit.Infit,
        "outfit" => candidate.Fit.Outfit,
        _ => candidate.FairAverage,
    };

    private static double Of(CriterionMeasure criterion, string what) => what switch
    {
        "difficulty" => criterion.Difficulty.Value,
        "se" => criterion.InformationError,
        "infit" => criterion.Fit.Infit,
        "outfit" => criterion.Fit.Outfit,
        _ => criterion.FairAverage,
    };

    private static double Of(Interaction cell, string what) => what switch
    {
        "size" => cell.Held.Value,
        "SE" => cell.Held.StandardError,
        "t" => cell.Held.Value / cell.Held.StandardError,
        "infit" => cell.Fit.Infit,
        _ => cell.Fit.Outfit,
    };
}
