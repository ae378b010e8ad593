using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assessment.Calibration;
using Assessment.Calibration.Rasch;

namespace Assessment.Cli.Calibration;

/// <summary>JSON straight to a text writer: a report of half a million candidates is never held as a tree.</summary>
internal sealed class JsonSink : IDisposable
{
    private const int FlushAt = 1 << 16;

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushAt);
    private readonly Utf8JsonWriter _json;
    private readonly TextWriter _output;

    public JsonSink(TextWriter output)
    {
        _output = output;
        // The JSON goes to a terminal or a file, never into a web page.
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public void Dispose()
    {
        Flush();
        _json.Dispose();
    }

    public void Object(string? name, Action content)
    {
        Begin(name);
        content();
        End();
    }

    public void Begin(string? name)
    {
        if (name is not null)
        {
            _json.WritePropertyName(name);
        }

        _json.WriteStartObject();
    }

    public void End()
    {
        _json.WriteEndObject();
        if (_json.BytesPending + _buffer.WrittenCount > FlushAt)
        {
            Flush();
        }
    }

    public void List<T>(string name, IEnumerable<T> items, Action<T> item)
    {
        _json.WriteStartArray(name);
        foreach (T each in items)
        {
            item(each);
        }

        _json.WriteEndArray();
    }

    public void Texts(string name, IEnumerable<string> texts) => List(name, texts, _json.WriteStringValue);

    public void Text(string name, string? value)
    {
        if (value is null)
        {
            _json.WriteNull(name);
        }
        else
        {
            _json.WriteString(name, value);
        }
    }

    public void Flag(string name, bool? value)
    {
        if (value is bool flag)
        {
            _json.WriteBoolean(name, flag);
        }
        else
        {
            _json.WriteNull(name);
        }
    }

    public void Count(string name, long? value)
    {
        if (value is long count)
        {
            _json.WriteNumber(name, count);
        }
        else
        {
            _json.WriteNull(name);
        }
    }

    public void Counts(string name, IEnumerable<long> values) => List(name, values, _json.WriteNumberValue);

    /// <summary>A figure; null for what JSON has no number for: absent, undefined, infinite.</summary>
    public void Figure(string name, double value)
    {
        if (double.IsFinite(value))
        {
            _json.WriteNumber(name, value);
        }
        else
        {
            _json.WriteNull(name);
        }
    }

    public void Figures(string name, IEnumerable<double> values) => List(name, values, value =>
    {
        if (double.IsFinite(value))
        {
            _json.WriteNumberValue(value);
        }
        else
        {
            _json.WriteNullValue();
        }
    });

    public void Estimate(string name, Estimate estimate) => Object(name, () => Parts(estimate));

    public void Statistic(string? name, Statistic statistic, Action? more = null) => Object(name, () =>
    {
        Text("name", statistic.Name);
        Text("variant", statistic.Variant);
        Text("method", statistic.Method);
        Parts(statistic.Estimate);
        more?.Invoke();
    });

    public void Fit(FitStatistics fit, EstimateStatus status) => Object("fit", () =>
    {
        Figure("infit", fit.Infit);
        Figure("outfit", fit.Outfit);
        Figure("infitZ", fit.InfitZ);
        Figure("outfitZ", fit.OutfitZ);
        Count("n", fit.N);
        Text("status", status.ToString());
    });

    private void Parts(Estimate estimate)
    {
        Figure("value", estimate.HasValue ? estimate.Value : double.NaN);
        Figure("standardError", estimate.HasValue ? estimate.StandardError : double.NaN);
        Figure("lower", estimate.HasValue ? estimate.Lower : double.NaN);
        Figure("upper", estimate.HasValue ? estimate.Upper : double.NaN);
        Count("n", estimate.N);
        Text("status", estimate.Status.ToString());
    }

    private void Flush()
    {
        _json.Flush(); // at the end of a token, so no character is cut
        _output.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        _buffer.ResetWrittenCount();
    }
}
