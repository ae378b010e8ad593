namespace Assessment.Storage;

/// <summary>Digests of interviews under their candidates' secrets.</summary>
internal static class InterviewDigest
{
    /// <summary>Of what is stored of a new interview.</summary>
    public static byte[] OfNew(Interview interview, string banks, string openRoles, byte[] secret)
    {
        using var digest = new ContentDigest(secret);
        digest
            .Add(Stored.Blob(interview.Id)).Add(interview.CandidateId).Add(interview.ApplicationId).Add(interview.Step)
            .Add(interview.Role).Add(interview.Level).Add(interview.ProfilesId).Add(interview.ProfilesVersion)
            .Add(banks).Add(openRoles).Add(Stored.Microseconds(interview.CreatedAt));
        return AddPanel(digest, interview).Finish();
    }

    /// <summary>Of its panel.</summary>
    public static byte[] OfPanel(Interview interview, byte[] secret)
    {
        using var digest = new ContentDigest(secret);
        return AddPanel(digest.Add(Stored.Blob(interview.Id)), interview).Finish();
    }

    private static ContentDigest AddPanel(ContentDigest digest, Interview interview)
    {
        foreach (var member in interview.Panel.OrderBy(member => member.InterviewerId, StringComparer.Ordinal))
        {
            digest.Add(member.InterviewerId).Add(Stored.Json(member.Focus));
        }

        return digest;
    }
}
