using System.Text.RegularExpressions;
using Assessment.V1;
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

    /// <summary>Everyone on the panel, and everyone who rated or sent a card.</summary>
    public static ThirdParties Of(Interview interview, IEnumerable<Scorecard> cards) => new(
        interview.Panel.Select(member => member.InterviewerId).Concat(cards.SelectMany(card => new[] { card.InterviewerId, card.SubmitterId })));

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
    }

    private string InText(string text) => mention?.Replace(text, match => names[match.Value]) ?? text;
}
