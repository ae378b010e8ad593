using System.Runtime.CompilerServices;

namespace Assessment.Calibration.Rasch;

/// <summary>One pass at the estimates: residual statistics of every element, and exact agreements beside the expected ones.</summary>
[SkipLocalsInit]
internal sealed unsafe class FitPass
{
    private readonly RaschPanel _panel;
    private readonly StepLayout _layout;
    private readonly RaschState _state;
    private readonly double[] _ability;

    /// <param name="panel">The subset.</param>
    /// <param name="layout">Its steps.</param>
    /// <param name="state">Its parameters.</param>
    /// <param name="ability">Where each candidate's residuals are taken.</param>
    public FitPass(RaschPanel panel, StepLayout layout, RaschState state, double[] ability)
    {
        (_panel, _layout, _state, _ability) = (panel, layout, state, ability);
        Raters = new FitSums[panel.Raters.Length];
        Criteria = new FitSums[panel.Criteria.Length];
        Candidates = new FitStatistics[panel.Candidates.Length];
    }

    public FitSums[] Raters { get; }

    public FitSums[] Criteria { get; }

    public FitStatistics[] Candidates { get; }

    /// <summary>Pairs of ratings of one candidate on one criterion, how many are equal, and how many the model expects to be.</summary>
    public double Opportunities { get; private set; }

    public double Agreements { get; private set; }

    public double ExpectedAgreements { get; private set; }

    public void Run()
    {
        var pieces = new Piece[_panel.Pieces.Length - 1];
        _panel.ForPieces((piece, from, until) => (pieces[piece] = new Piece(this)).Run(from, until));
        foreach (Piece piece in pieces)
        {
            AddTo(Raters, piece.Raters);
            AddTo(Criteria, piece.Criteria);
            Opportunities += piece.Opportunities;
            Agreements += piece.Agreements;
            ExpectedAgreements += piece.ExpectedAgreements;
        }
    }

    private static void AddTo(FitSums[] to, FitSums[] from)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i].Add(from[i]);
        }
    }

    [SkipLocalsInit]
    private sealed class Piece(FitPass pass)
    {
        private readonly RaschPanel _panel = pass._panel;
        private readonly int _stride = pass._layout.Stride;

        // [criterion, category] within the candidate at hand: sums of P, of P², and counts; and which criteria are in use.
        private readonly double[] _p = new double[pass._layout.Criteria * pass._layout.Stride];
        private readonly double[] _squares = new double[pass._layout.Criteria];
        private readonly int[] _counts = new int[pass._layout.Criteria * pass._layout.Stride];
        private readonly int[] _ratings = new int[pass._layout.Criteria];
        private readonly int[] _used = new int[pass._layout.Criteria];
        private int _usedCount;

        public FitSums[] Raters { get; } = new FitSums[pass.Raters.Length];

        public FitSums[] Criteria { get; } = new FitSums[pass.Criteria.Length];

        public double Opportunities { get; private set; }

        public double Agreements { get; private set; }

        public double ExpectedAgreements { get; private set; }

        public void Run(int from, int until)
        {
            RaschState state = pass._state;
            double* terms = stackalloc double[_stride];
            fixed (double* weights = state.Weights, logWeights = state.LogWeights)
            {
                for (int n = from; n < until; n++)
                {
                    var candidate = default(FitSums);
                    double theta = pass._ability[n], expTheta = Math.Exp(theta);
                    for (int p = _panel.PairStarts[n]; p < _panel.PairStarts[n + 1]; p++)
                    {
                        int j = _panel.PairRater[p];
                        double y = expTheta * state.ExpLeniency[j], eta = theta + state.Leniency[j];
                        var pair = default(FitSums);
                        for (int row = _panel.RowStarts[p]; row < _panel.RowStarts[p + 1]; row++)
                        {
                            int i = _panel.Criterion[row], at = i * _stride;
                            double sum = CategoryTerms.Fill(weights + at, logWeights + at, y, eta, _panel.CategoryCount[i], state.LogSpace, terms, out _);
                            Rating(terms, 1 / sum, i, _panel.Category[row], ref pair);
                        }

                        Raters[j].Add(pair);
                        candidate.Add(pair);
                    }

                    pass.Candidates[n] = candidate.ToStatistics();
                    CloseCandidate();
                }
            }
        }

        private void Rating(double* terms, double inverse, int criterion, int category, ref FitSums pair)
        {
            int categories = _panel.CategoryCount[criterion], at = criterion * _stride;
            double mean = 0, second = 0, squares = 0;
            for (int k = 0; k < categories; k++)
            {
                double p = terms[k] *= inverse;
                mean += k * p;
                second += (double)k * k * p;
                squares += p * p;
                _p[at + k] += p;
            }

            double fourth = 0;
            for (int k = 0; k < categories; k++)
            {
                double square = (k - mean) * (k - mean);
                fourth += square * square * terms[k];
            }

            double variance = Math.Max(0, second - (mean * mean));
            pair.Add(category, mean, variance, fourth);
            Criteria[criterion].Add(category, mean, variance, fourth);
            if (_ratings[criterion]++ == 0)
            {
                _used[_usedCount++] = criterion;
            }

            _squares[criterion] += squares;
            _counts[at + category]++;
        }

        // Σ over pairs of Σ_k P_k·P′_k = ½·Σ_k((ΣP)² − ΣP²): linear in the ratings of a criterion.
        private void CloseCandidate()
        {
            for (int u = 0; u < _usedCount; u++)
            {
                int i = _used[u], at = i * _stride;
                double expected = -_squares[i];
                for (int k = 0; k < _stride; k++)
                {
                    expected += _p[at + k] * _p[at + k];
                    Agreements += 0.5 * _counts[at + k] * (_counts[at + k] - 1.0);
                    _p[at + k] = 0;
                    _counts[at + k] = 0;
                }

                ExpectedAgreements += 0.5 * expected;
                Opportunities += 0.5 * _ratings[i] * (_ratings[i] - 1.0);
                _squares[i] = 0;
                _ratings[i] = 0;
            }

            _usedCount = 0;
        }
    }
}
