using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Unicode;
using Assessment.Calibration;
using CsvHelper;

namespace Assessment.Cli.Calibration;

/// <summary>Reads ratings from CSV (RFC 4180), without a string for any field that was seen before.</summary>
internal sealed class RatingsReader
{
    private const int Stride = 1 << 16; // records between looks at the clock and at Ctrl+C
    private const int LongestRecord = 1 << 20; // what an opening quote without an end may swallow
    private const int LongestName = 1_000;

    private readonly BadLines _bad = new();
    private readonly LineMap _lines = new();
    private readonly RatingTableBuilder _builder = new();
    private readonly char[][] _texts = [.. Enumerable.Range(0, 5).Select(_ => new char[LongestName])];
    private readonly string _name;

    private RatingsReader(string name, (int Lowest, int Highest)? scale)
    {
        _name = name;
        if (scale is var (lowest, highest))
        {
            _builder.WithScale(lowest, highest);
        }
    }

    /// <summary>The whole table, or every bad line.</summary>
    /// <param name="stream">UTF-8; read once, to its end.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="scale">The declared scale; null to take the levels seen.</param>
    /// <param name="progress">Gets the bytes read so far, now and then.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    /// <exception cref="CommandException">Some line is bad; nothing is half-read.</exception>
    public static RatingsFile Read(Stream stream, string name, (int Lowest, int Highest)? scale, Action<long> progress, CancellationToken cancellation) =>
        new RatingsReader(name, scale).Read(stream, progress, cancellation);

    private RatingsFile Read(Stream stream, Action<long> progress, CancellationToken cancellation)
    {
        RatingColumns? columns = null;
        using var reader = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false, // a bad header is a bad line like any other
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = LongestRecord,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = record => _bad.Add(record.LineNumber, Describe(record.Reason)),
        });
        try
        {
            for (long record = 0; reader.Read(); record++)
            {
                if (columns is null)
                {
                    columns = _bad.Count > 0 ? null : RatingColumns.Of(Fields(reader), reader.LineNumber, _bad);
                    _bad.ThrowIfAny(_name); // without a header no line can be read
                    continue;
                }

                Add(reader, columns);
                if (record % Stride == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress(reader.ByteOffset);
                }
            }
        }
        catch (CsvFormatException e)
        {
            _bad.Add(e.LineNumber, $"the record is longer than {LongestRecord / 1024} KiB: perhaps a quote is never closed; reading ended here");
        }

        if (columns is null)
        {
            _bad.ThrowIfAny(_name);
            throw new CommandException(ExitCodes.ProblemsFound, $"'{_name}' is empty: it needs a header that names candidate, rater, criterion and score.");
        }

        RatingTable? table = Build(); // also after bad lines: it may know of more of them
        _bad.ThrowIfAny(_name);
        return new RatingsFile(table!, columns.Extra);
    }

    private void Add(CsvReader reader, RatingColumns columns)
    {
        long line = reader.LineNumber;
        if (reader.FieldCount != columns.Count)
        {
            _bad.Add(line, string.Create(CultureInfo.InvariantCulture, $"{reader.FieldCount} fields where the header has {columns.Count}"));
            return;
        }

        long before = _bad.Count;
        var candidate = Text(reader, columns.Candidate, 0, "candidate", line);
        var rater = Text(reader, columns.Rater, 1, "rater", line);
        var criterion = Text(reader, columns.Criterion, 2, "criterion", line);
        var period = Text(reader, columns.Period, 3, null, line);
        var group = Text(reader, columns.Group, 4, null, line);
        var digits = reader.GetSpan(columns.Score);
        if (!Utf8Parser.TryParse(digits, out int score, out int consumed) || consumed != digits.Length || score is < 0 or > byte.MaxValue)
        {
            _bad.Add(line, digits.IsEmpty ? "no score" : $"the score '{Quoted(digits)}' is not a whole number from 0 to 255");
        }

        if (_bad.Count == before)
        {
            _lines.Add(line);
            _builder.Add(candidate, rater, criterion, score, period, group);
        }
    }

    /// <summary>A field as UTF-16, in a buffer of its own; empty when it is bad or its column is absent.</summary>
    private ReadOnlySpan<char> Text(CsvReader reader, int column, int buffer, string? required, long line)
    {
        if (column < 0)
        {
            return [];
        }

        var bytes = reader.GetSpan(column);
        if (bytes.IsEmpty)
        {
            if (required is not null)
            {
                _bad.Add(line, $"no {required}");
            }

            return [];
        }

        var status = Utf8.ToUtf16(bytes, _texts[buffer], out _, out int length, replaceInvalidSequences: false);
        if (status == OperationStatus.Done)
        {
            return _texts[buffer].AsSpan(0, length);
        }

        _bad.Add(line, status == OperationStatus.DestinationTooSmall
            ? $"a name longer than {LongestName} characters" : "a field is not UTF-8");
        return [];
    }

    private RatingTable? Build()
    {
        try
        {
            return _builder.Build();
        }
        catch (InvalidRatingsException e)
        {
            foreach (RatingProblem problem in e.Problems)
            {
                _bad.Add(_lines.LineOf(problem.Position), problem.Problem);
            }

            _bad.AddUnnamed(e.ProblemCount - e.Problems.Count);
        }
        catch (DuplicateRatingException e)
        {
            foreach (DuplicateRating duplicate in e.Duplicates)
            {
                _bad.Add(_lines.LineOf(duplicate.Position), string.Create(
                    CultureInfo.InvariantCulture,
                    $"rater '{duplicate.Rater}' rated candidate '{duplicate.Candidate}' on '{duplicate.Criterion}'{(duplicate.Period is null ? "" : $" in period '{duplicate.Period}'")} already on line {_lines.LineOf(duplicate.FirstPosition)}"));
            }

            _bad.AddUnnamed(e.DuplicateCount - e.Duplicates.Count);
        }

        return null;
    }

    private static string[] Fields(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];

    private static string Quoted(ReadOnlySpan<byte> bytes)
    {
        string text = System.Text.Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 40)]);
        return Output.Grid.OneLine(text);
    }

    private static string Describe(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "a quote inside a field that doesn't begin with one",
        CsvMalformedReason.TextAfterClosingQuote => "text after a closing quote",
        CsvMalformedReason.UnterminatedQuote => "a quote that is never closed",
        _ => $"not RFC 4180 ({reason})",
    };
}

/// <summary>What a file held.</summary>
/// <param name="Table">Its ratings.</param>
/// <param name="ExtraColumns">Columns that nobody asked for.</param>
internal sealed record RatingsFile(RatingTable Table, IReadOnlyList<string> ExtraColumns);
