using System.Buffers.Text;
using Assessment.Server.Errors;
using Assessment.Server.Paging;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Server.Tests.Paging;

public sealed class PageTokensTests
{
    private readonly PageTokens _tokens = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [Fact]
    public void Read_Issued_GivesTheCursorAtAnyPageSize()
    {
        string token = _tokens.Issue("a", new ListInterviewsRequest { CandidateId = "c", PageSize = 3 }, "cursor ü");
        Assert.Equal("cursor ü", _tokens.Read("a", new ListInterviewsRequest { CandidateId = "c", PageSize = 9, PageToken = token }, token));
    }

    [Fact]
    public void Read_Empty_IsTheFirstPage() => Assert.Null(_tokens.Read("a", new ListInterviewsRequest(), ""));

    [Fact]
    public void Read_OfAnotherKey_IsRefused()
    {
        string token = new PageTokens(new byte[32]).Issue("a", new ListInterviewsRequest(), "cursor");
        Assert.Throws<RequestException>(() => _tokens.Read("a", new ListInterviewsRequest(), token));
    }

    [Fact]
    public void Read_FilterMovedIntoTheCursor_IsRefused()
    {
        var filtered = new ListInterviewsRequest { CandidateId = "c" };
        byte[] token = Base64Url.DecodeFromChars(_tokens.Issue("a", filtered, "cursor"));
        byte[] moved = [.. token[..16], .. filtered.ToByteArray(), .. token[16..]];
        Assert.Throws<RequestException>(() => _tokens.Read("a", new ListInterviewsRequest(), Base64Url.EncodeToString(moved)));
    }
}
