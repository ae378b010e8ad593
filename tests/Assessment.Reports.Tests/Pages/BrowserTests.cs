using System.Text.Json;
using Assessment.EndToEnd.Tests;
using Assessment.EndToEnd.Tests.Clients;
using Assessment.EndToEnd.Tests.Processes;
using Assessment.Reports.Tests.Samples;

namespace Assessment.Reports.Tests.Pages;

/// <summary>The pages in Chromium: at both widths, light and dark. With SCREENSHOTS set to a folder, pictures are left there.</summary>
public sealed class BrowserTests : IDisposable
{
    /// <summary>What a page shows, with every text whose contrast with what is behind it is below 4.5 to 1.</summary>
    private const string Look = """
        (() => {
          const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
          const clear = (colour) => colour === 'none' || (channels(colour)[3] ?? 1) === 0;
          const luminance = (colour) => channels(colour).slice(0, 3).map((c) => c / 255)
            .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = (element) => {
            const part = [...element.classList].find((name) => /^on\d$/.test(name));
            if (part) return getComputedStyle(element.closest('svg').querySelector('.part.l' + part[2])).fill;
            for (let at = element; at; at = at.parentElement) {
              const colour = getComputedStyle(at).backgroundColor;
              if (!clear(colour)) return colour;
            }
            return 'rgb(255, 255, 255)';
          };
          const faint = [];
          let texts = 0;
          for (const element of document.body.querySelectorAll('*')) {
            const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
            if (!own || ['title', 'desc'].includes(element.tagName) || element.getClientRects().length === 0) continue;
            texts++;
            const style = getComputedStyle(element), front = element instanceof SVGElement ? style.fill : style.color;
            const [high, low] = [luminance(front), luminance(behind(element))].sort((a, b) => b - a);
            const contrast = (high + 0.05) / (low + 0.05);
            if (contrast < 4.5) faint.push(contrast.toFixed(2) + ' ' + element.textContent.slice(0, 40) + ' ' + front + ' on ' + behind(element));
          }
          const figures = [...document.querySelectorAll('figure svg[role=img]')];
          return JSON.stringify({
            Text: document.querySelector('#main').innerText, Texts: texts, Faint: faint, Wide: document.documentElement.scrollWidth, Inner: innerWidth,
            Charts: figures.filter((svg) => svg.getClientRects().length > 0).length, Figures: document.querySelectorAll('figure').length,
            Cut: [...document.querySelectorAll('figure svg text')].filter((text) => {
              const box = text.getBoundingClientRect(), all = text.ownerSVGElement.getBoundingClientRect();
              return box.width > 0 && (box.left < all.left - 2 || box.right > all.right + 2);
            }).map((text) => text.textContent),
          });
        })()
        """;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReportPage_AtAnyWidth_ShowsFindingsAndChartsWithoutOverflow()
    {
        string page = Written("report", output => ReportPage.Write(ReportMessage.Of(PlantedRatings.Connected(), new ReportContext()), output));
        foreach (Seen seen in await LookAsync(page, "report"))
        {
            Assert.Equal((5, 5), (seen.Figures, seen.Charts));
            Assert.Contains("Everybody can be compared.", seen.Text, StringComparison.Ordinal);
            Assert.Matches(@"Bruno Keller by 0\.\d\d", seen.Text);
            ShouldBeReadable(seen);
        }
    }

    [Fact]
    public async Task ReportPage_OfTwoParts_SaysSo()
    {
        string page = Written("split", output => ReportPage.Write(ReportMessage.Of(PlantedRatings.Split(), new ReportContext()), output));
        foreach (Seen seen in await LookAsync(page, null))
        {
            Assert.Contains("Not everybody can be compared.", seen.Text, StringComparison.Ordinal);
            ShouldBeReadable(seen);
        }
    }

    [Fact]
    public async Task AssessmentPage_AtAnyWidth_ShowsTheVerdictWithoutOverflow()
    {
        string page = Written("packet", output => AssessmentPage.Write(PlantedAssessment.Assessment(), output));
        foreach (Seen seen in await LookAsync(page, "packet"))
        {
            Assert.Equal((2, 2), (seen.Figures, seen.Charts));
            Assert.Contains("Hire and train", seen.Text, StringComparison.Ordinal);
            Assert.Contains("A person decides", seen.Text, StringComparison.Ordinal);
            ShouldBeReadable(seen);
        }
    }

    private static void ShouldBeReadable(Seen seen)
    {
        Assert.True(seen.Wide <= seen.Inner, $"{seen.Wide} of {seen.Inner} pixels at {seen.View}");
        Assert.True(seen.Texts > 50);
        Assert.Empty(seen.Faint);
        Assert.Empty(seen.Cut);
    }

    private string Written(string name, Action<TextWriter> write)
    {
        string path = Path.Combine(_folder.Path, name + ".html");
        using var output = new StreamWriter(path);
        write(output);
        return new Uri(path).AbsoluteUri;
    }

    private static async Task<IReadOnlyList<Seen>> LookAsync(string page, string? picture)
    {
        Tools.RequireChromium();
        string? folder = Environment.GetEnvironmentVariable("SCREENSHOTS");
        await using var browser = await Browser.StartAsync(Cancellation);
        var all = new List<Seen>();
        foreach (var (width, dark) in new[] { (1440, false), (1440, true), (390, false), (390, true) })
        {
            string view = $"{width}-{(dark ? "dark" : "light")}";
            string? file = folder is null || picture is null ? null : Path.Combine(folder, $"{picture}-{view}.png");
            string seen = await browser.LookAsync(page, width, dark, Look, file, Cancellation);
            all.Add(JsonSerializer.Deserialize<Seen>(seen)! with { View = view });
        }

        return all;
    }

    private sealed record Seen(string Text, int Texts, string[] Faint, int Wide, int Inner, int Charts, int Figures, string[] Cut, string View = "");
}
