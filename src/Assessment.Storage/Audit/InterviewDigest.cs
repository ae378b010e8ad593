namespace Assessment.Storage;

/// <summary>Digests of interviews under their candidates' secrets.</summary>
internal static class InterviewDigest
{
    /// <summary>Of the row of a new interview: what never changes in it.</summary>
    public static byte[] OfNew(NewInterviewRow row, byte[] secret)
    {
        return new ContentDigest(secret)
            .Add(row.Id).Add(row.CandidateId).Add(row.ApplicationId).Add(row.Step).Add(row.Role).Add(row.Level)
            .Add(row.ProfilesId).Add(row.ProfilesVersion).Add(row.Banks).Add(row.OpenRoles).Add(row.CreatedAt)
            .Finish();
    }

    /// <summary>Of its panel.</summary>
    public static byte[] OfPanel(Interview interview, byte[] secret)
    {
        var digest = new ContentDigest(secret);
        digest.Add(Stored.Blob(interview.Id));
        foreach (var member in interview.Panel.OrderBy(member => member.InterviewerId, StringComparer.Ordinal))
        {
            digest.Add(member.InterviewerId).Add(Stored.Json(member.Focus));
        }

        return digest.Finish();
    }
}
