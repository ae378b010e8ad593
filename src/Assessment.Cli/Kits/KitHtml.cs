using System.Net;
using System.Text;
using Assessment.V1;

namespace Assessment.Cli.Kits;

/// <summary>A kit to print or read on a screen of any width, light or dark: one HTML file that needs no other.</summary>
internal static class KitHtml
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #59636e; --line: #d1d9e0; --mark: #0b5cad; --fill: #f3f6f9 }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0f141a; --soft: #9aa7b4; --line: #323c47; --mark: #6cb2ff; --fill: #18202a } }
        * { box-sizing: border-box }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word }
        main { max-width: 1320px; margin: 0 auto; padding: 24px clamp(16px, 4vw, 48px) 64px }
        h1 { font-size: clamp(24px, 4vw, 34px); line-height: 1.2; margin: 0 0 8px }
        h2 { font-size: 22px; margin: 48px 0 4px; padding-top: 16px; border-top: 2px solid var(--ink) }
        h3 { font-size: 15px; margin: 0 0 8px; color: var(--soft); font-weight: 600 }
        p { margin: 0 0 8px } .soft { color: var(--soft) } .gap { margin: 0; padding-left: 20px }
        .question { margin: 24px 0 0; padding: 16px; border: 1px solid var(--line); border-radius: 8px }
        .prompt { font-size: 18px; margin-bottom: 12px; padding-left: 12px; border-left: 4px solid var(--mark) }
        .claim { font-style: italic; color: var(--soft) } ul { margin: 0 0 12px; padding-left: 20px }
        h4 { margin: 16px 0 4px; font-size: 15px } ol { margin: 0; padding: 0; list-style: none }
        ol li { display: grid; grid-template-columns: 36px 1fr; padding: 4px 0; border-top: 1px solid var(--line); font-size: 15px }
        ol li b { color: var(--mark) } .notes { height: 56px; border-bottom: 1px dashed var(--line) }
        @media (min-width: 900px) {
          .question { display: grid; grid-template-columns: minmax(300px, 2fr) 3fr; gap: 0 32px; padding: 24px }
          .question > div:last-child > h4:first-child { margin-top: 0 }
        }
        @media print {
          :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #444; --line: #999; --mark: #000; --fill: #fff }
          body { font-size: 10pt } main { max-width: none; padding: 0 } .prompt { font-size: 12pt } ol li, h4 { font-size: 9pt }
          h2 { break-before: page; border-top: 0 } .question { break-inside: avoid; border-radius: 0 }
          .question { display: grid; grid-template-columns: 2fr 3fr; gap: 0 16pt; padding: 8pt }
        }
        """;

    public static string Of(InterviewKit kit)
    {
        var html = new StringBuilder();
        html.AppendLine("<!doctype html>").AppendLine("""<html lang="en">""").AppendLine("<head>").AppendLine("""<meta charset="utf-8">""");
        html.AppendLine("""<meta name="viewport" content="width=device-width, initial-scale=1">""");
        html.AppendLine($"<title>{Text(KitWords.Title(kit))}</title>").AppendLine($"<style>\n{Style}\n</style>").AppendLine("</head>");
        html.AppendLine("<body>").AppendLine("<main>").AppendLine($"<h1>{Text(KitWords.Title(kit))}</h1>");
        html.AppendLine($"<p>{Text(KitWords.Coverage(kit))}</p>").AppendLine($"""<p class="soft">{Text(string.Join(", ", kit.QuestionBanks))}</p>""");
        html.AppendLine("""<ul class="gap">""");
        foreach (string gap in KitWords.Gaps(kit))
        {
            html.AppendLine($"<li>{Text(gap)}</li>");
        }

        html.AppendLine("</ul>");
        for (int i = 0; i < kit.Members.Count; i++)
        {
            var member = kit.Members[i];
            html.AppendLine("<section>").AppendLine($"<h2>{Text(KitWords.Member(member, i))}</h2>");
            html.AppendLine($"""<p class="soft">{member.Minutes} minutes. Covers {Text(string.Join(", ", member.Focus))}.</p>""");
            for (int q = 0; q < member.Questions.Count; q++)
            {
                Append(html, member.Questions[q], q + 1);
            }

            html.AppendLine("</section>");
        }

        return html.AppendLine("</main>").AppendLine("</body>").Append("</html>").ToString();
    }

    private static void Append(StringBuilder html, KitQuestion item, int number)
    {
        var question = item.Question;
        html.AppendLine("""<article class="question">""").AppendLine("<div>");
        html.AppendLine($"<h3>{number}. {Text(question.Id)}, {question.Minutes} min</h3>").AppendLine($"""<p class="prompt">{Text(question.Prompt)}</p>""");
        html.AppendLine("<ul>");
        foreach (string probe in question.Probes)
        {
            html.AppendLine($"<li>{Text(probe)}</li>");
        }

        html.AppendLine("</ul>");
        if (KitWords.Claim(question) is { } claim)
        {
            html.AppendLine($"""<p class="claim">{Text(claim)}</p>""");
        }

        html.AppendLine("""<div class="notes"></div>""").AppendLine("</div>").AppendLine("<div>");
        foreach (var criterion in item.Criteria)
        {
            html.AppendLine($"<h4>{Text(criterion.Id)} {Text(criterion.DisplayName)}</h4>").AppendLine("<ol>");
            for (int level = 0; level < criterion.Anchors.Count; level++)
            {
                html.AppendLine($"<li><b>{level + 1}</b><span>{Text(criterion.Anchors[level])}</span></li>");
            }

            html.AppendLine("</ol>");
        }

        html.AppendLine("</div>").AppendLine("</article>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
