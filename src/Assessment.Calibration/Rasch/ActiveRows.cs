namespace Assessment.Calibration.Rasch;

/// <summary>Which rows a panel takes: the active ones, or those of candidates set aside that the fit's raters and criteria place.</summary>
internal readonly struct ActiveRows(RatingPruning pruning, int subset = -1, int[]? localCriterion = null)
{
    public bool Takes(int candidate, int rater, int criterion) => localCriterion is null
        ? pruning.IsActive(candidate, rater, criterion)
        : pruning.SubsetOfRater[rater] == subset && localCriterion[criterion] >= 0 && !pruning.SetAside.Contains((rater, criterion));
}
