namespace Assessment.Storage.Tests;

public sealed class TableTypeTests
{
    private static readonly TableType<(string? Text, byte[]? Bytes)> Sample = new(
        "dbo.sample",
        TableColumn<(string? Text, byte[]? Bytes)>.Text("text", 4, row => row.Text!),
        TableColumn<(string? Text, byte[]? Bytes)>.Fixed("bytes", 4, row => row.Bytes));

    [Theory]
    [InlineData("abcd", 4)]
    [InlineData("", 0)]
    public void Parameter_OfRowsThatFit_HoldsThem(string text, int bytes)
    {
        var parameter = Sample.Parameter("@rows", [(text, new byte[bytes]), (text, null)]);
        Assert.Equal("dbo.sample", parameter.TypeName);
        Assert.Equal(2, Assert.IsAssignableFrom<IEnumerable<object>>(parameter.Value).Count());
    }

    [Theory]
    [InlineData("abcde", 4)]
    [InlineData("abcd", 5)]
    public void Parameter_OfAValueTooLong_IsRefusedRatherThanCut(string text, int bytes) =>
        Assert.Throws<ArgumentException>(() => Sample.Parameter("@rows", [(text, new byte[bytes])]));

    [Fact]
    public void Parameter_OfNoRows_HasTheColumns()
    {
        var table = Assert.IsType<System.Data.DataTable>(Sample.Parameter("@rows", []).Value);
        Assert.Empty(table.Rows);
        Assert.Equal(["text", "bytes"], table.Columns.Cast<System.Data.DataColumn>().Select(column => column.ColumnName));
    }
}
