using System.Globalization;
using System.Text;

namespace Assessment.QuestionBanks.Tests;

public class ComposedFormTests
{
    [Fact]
    public void Of_ReferenceTexts_AreTheirComposedForms()
    {
        string[] lines = Sample.Load("composed-forms.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length > 600);
        Assert.All(lines.Where(line => line[0] != '#'), line =>
        {
            string[] sides = line.Split('=');
            string composed = Text(sides[1]);
            Assert.Equal(composed, ComposedForm.Of(Text(sides[0])));
            Assert.Equal(composed, ComposedForm.Of(composed));
        });
    }

    private static string Text(string points) => points.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(new StringBuilder(), (text, point) => text.Append(new Rune(int.Parse(point, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()))
        .ToString();
}
