namespace Assessment.Calibration.Rasch;

/// <summary>Scores and information of the extended step parameters, and of the ability distribution's two where they are estimated, from a pass.</summary>
internal static class ExtendedDerivatives
{
    /// <summary>Observed minus expected sufficient statistics, what eliminating candidates changes included.</summary>
    public static double[] Scores(RaschPanel panel, StepLayout layout, PassSums sums, int extras)
    {
        var scores = new double[sums.Width];
        for (int i = 0; i < layout.Criteria; i++)
        {
            int at = i * layout.Stride;
            double atLeast = 0, total = 0;
            for (int k = layout.Stride - 1; k >= 1; k--)
            {
                atLeast += panel.CategoryCounts[at + k];
                total += (double)k * panel.CategoryCounts[at + k];
                if (layout.Index[at + k] >= 0)
                {
                    scores[layout.Index[at + k]] += atLeast - sums.Expected[at + k];
                }
            }

            if (layout.Index[at] >= 0)
            {
                scores[layout.Index[at]] += total - sums.Expected[at];
            }
        }

        for (int e = 0; e < layout.ExtendedCount; e++)
        {
            scores[e] += sums.Correction[e];
        }

        if (extras > 0)
        {
            (scores[^2], scores[^1]) = (sums.Prior[0], sums.Prior[1]);
        }

        return scores;
    }

    /// <summary>information[extended, extended], candidates eliminated.</summary>
    public static double[] Information(StepLayout layout, PassSums sums, int extras)
    {
        int width = sums.Width, stride = layout.Stride;
        var information = new double[width * width];
        for (int i = 0; i < layout.Criteria; i++)
        {
            for (int k = 0; k < stride; k++)
            {
                for (int g = k; g < stride; g++)
                {
                    int a = layout.Index[(i * stride) + k], b = layout.Index[(i * stride) + g];
                    double value = sums.Block[(((i * stride) + k) * stride) + g];
                    if (a >= 0 && b >= 0)
                    {
                        information[(a * width) + b] += value;
                        information[(b * width) + a] += a == b ? 0 : value;
                    }
                }
            }
        }

        if (extras > 0)
        {
            int mean = width - 2, sd = width - 1;
            information[(mean * width) + mean] += sums.Prior[2];
            information[(mean * width) + sd] += sums.Prior[3];
            information[(sd * width) + mean] += sums.Prior[3];
            information[(sd * width) + sd] += sums.Prior[4];
        }

        for (int a = 0; a < width; a++)
        {
            for (int b = 0; b < width; b++)
            {
                information[(a * width) + b] -= a == b ? sums.Outer[(a * width) + a] : sums.Outer[(a * width) + b] + sums.Outer[(b * width) + a];
            }
        }

        return information;
    }
}
