namespace Assessment.Scoring;

/// <summary>What the rules advise for a candidate and a role. Advice: a person decides.</summary>
public enum Verdict
{
    /// <summary>Too little was observed to say anything.</summary>
    NotGiven = 0,

    /// <summary>No rule for a better one holds.</summary>
    Decline = 1,

    /// <summary>Another open role would hire, or hire and train.</summary>
    Redirect = 2,

    /// <summary>Short of some bars by no more than can be learned in time.</summary>
    HireAndTrain = 3,

    /// <summary>At the bars, on the whole.</summary>
    Hire = 4,
}
