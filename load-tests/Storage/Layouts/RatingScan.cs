using System.Text.Json;
using Assessment.StorageLoad.Raw;
using Microsoft.Data.Sqlite;

namespace Assessment.StorageLoad.Layouts;

/// <summary>Reads the ratings of all scorecards that count.</summary>
internal static class RatingScan
{
    private const string Cards = """
        FROM scorecard s JOIN interview i ON i.tenant = s.tenant AND i.id = s.interview_id
        """;

    private const string Counting = "WHERE s.tenant = 'default' AND s.layer = 1 AND s.state IN (2, 3)";

    /// <summary>From the packed columns: a row for each card.</summary>
    public static RatingColumns Packed(SqliteConnection connection)
    {
        using var query = new RawStatement(
            connection.Handle!.DangerousGetHandle(),
            $"""
            SELECT i.candidate_id, s.interviewer_id, r.ratings {Cards}
            JOIN scorecard_revision r ON r.tenant = s.tenant AND r.scorecard_id = s.id AND r.revision = s.revision {Counting}
            """);
        var columns = new RatingColumns();
        while (query.Next())
        {
            int candidate = columns.Candidates.Number(query.Text(0));
            int interviewer = columns.Interviewers.Number(query.Text(1));
            var json = new Utf8JsonReader(query.Text(2));
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.StartArray)
            {
                json.Read();
                int criterion = columns.Criteria.Number(json.ValueSpan); // Ids need no escapes.
                json.Read();
                columns.Add(candidate, interviewer, criterion, json.GetInt32());
                json.Read();
                json.Read();
            }
        }

        return columns;
    }

    /// <summary>From <c>rating</c>, the table or the view: a row for each rating.</summary>
    public static RatingColumns Apart(SqliteConnection connection)
    {
        using var query = new RawStatement(
            connection.Handle!.DangerousGetHandle(),
            $"""
            SELECT i.candidate_id, s.interviewer_id, r.criterion_id, r.level {Cards}
            JOIN rating r ON r.tenant = s.tenant AND r.scorecard_id = s.id AND r.revision = s.revision {Counting}
            """);
        var columns = new RatingColumns();
        while (query.Next())
        {
            columns.Add(
                columns.Candidates.Number(query.Text(0)),
                columns.Interviewers.Number(query.Text(1)),
                columns.Criteria.Number(query.Text(2)),
                query.Number(3));
        }

        return columns;
    }
}
