using System.Text.RegularExpressions;
using Assessment.V1;
using Google.Protobuf.Reflection;
using Interview = Assessment.Storage.Interview;

namespace Assessment.Server.Privacy;

/// <summary>The people of an interview other than its candidate, and what each is called instead of their id.</summary>
internal sealed class ThirdParties
{
    private readonly Dictionary<string, string> names;
    private readonly Regex? mention;

    private ThirdParties(IEnumerable<string> ids)
    {
        names = ids.Distinct(StringComparer.Ordinal).Select((id, i) => (id, i))
            .ToDictionary(person => person.id, person => $"person-{person.i + 1}", StringComparer.Ordinal);

        // Longer ids first, so that one that begins another isn't taken for it.
        mention = names.Count == 0
            ? null
            : new Regex(
                $@"(?<!\w)(?:{string.Join('|', names.Keys.OrderByDescending(id => id.Length).Select(Regex.Escape))})(?!\w)",
                RegexOptions.CultureInvariant);
    }

    /// <summary>Everyone on the panel, and everyone who rated, sent a card, heard a claim or decided.</summary>
    public static ThirdParties Of(Interview interview, AccessedInterview accessed) => new(
        interview.Panel.Select(member => member.InterviewerId)
            .Concat(accessed.Scorecards.SelectMany(card => new[] { card.InterviewerId, card.SubmitterId }))
            .Concat(accessed.Claims.Select(claim => claim.InterviewerId))
            .Concat(accessed.Decisions.Select(decision => decision.DecidedBy)));

    /// <summary>Replaces their ids wherever they stand, in texts too.</summary>
    public void Redact(AccessedInterview accessed)
    {
        foreach (var member in accessed.Interview.Panel)
        {
            member.InterviewerId = names[member.InterviewerId];
        }

        foreach (var card in accessed.Scorecards)
        {
            card.InterviewerId = names[card.InterviewerId];
            card.SubmitterId = names[card.SubmitterId];
            card.Note = InText(card.Note);
            card.Reason = InText(card.Reason);
            foreach (var rating in card.Ratings)
            {
                rating.Evidence = InText(rating.Evidence);
            }

            foreach (var flag in card.RaisedFlags)
            {
                flag.Evidence = InText(flag.Evidence);
            }
        }

        foreach (var claim in accessed.Claims)
        {
            RedactIn(claim);
        }

        foreach (var decision in accessed.Decisions)
        {
            decision.DecidedBy = names[decision.DecidedBy];
            decision.Reason = InText(decision.Reason);
        }
    }

    private void RedactIn(Claim claim)
    {
        claim.InterviewerId = names[claim.InterviewerId];
        foreach (var field in Claim.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field is { FieldType: FieldType.String, IsRepeated: false, FieldNumber: not Claim.NameFieldNumber })
            {
                field.Accessor.SetValue(claim, InText((string)field.Accessor.GetValue(claim)));
            }
        }

        foreach (var version in claim.Versions)
        {
            version.Change = InText(version.Change);
        }

        for (int i = 0; i < claim.OwnedChoices.Count; i++)
        {
            claim.OwnedChoices[i] = InText(claim.OwnedChoices[i]);
        }
    }

    private string InText(string text) => mention?.Replace(text, match => names[match.Value]) ?? text;
}
