namespace Assessment.Storage.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task FindDocument_Published_IsTheSame()
    {
        var document = A.Document("bank " + A.Odd, content: A.Odd) with { PublishedAt = A.Time.AddTicks(4) };
        var answer = await Documents.PublishAsync(Tenant, document, Ct);
        var stored = await Documents.FindAsync(Tenant, document.Kind, document.Id, document.Version, Ct);
        Same.As(document with { PublishedAt = A.Time }, answer);
        Same.As(answer, stored);
    }

    [Fact]
    public async Task PublishDocument_SameAgain_KeepsTheFirstTime()
    {
        await Documents.PublishAsync(Tenant, A.Document(), Ct);
        var again = await Documents.PublishAsync(Tenant, A.Document() with { PublishedAt = A.Time.AddDays(1) }, Ct);
        Assert.Equal(A.Time, again.PublishedAt);
    }

    [Fact]
    public async Task PublishDocument_OtherContent_Conflicts()
    {
        await Documents.PublishAsync(Tenant, A.Document(), Ct);
        await ConflictAsync(ConflictKind.DocumentDiffers, () => Documents.PublishAsync(Tenant, A.Document(content: "other"), Ct));
        var stored = await Documents.FindAsync(Tenant, DocumentKind.QuestionBank, "product-sense", "1.0.0", Ct);
        Same.As(A.Document(), stored);
    }

    [Fact]
    public async Task ListDocuments_OfAKind_AreOrderedByIdThenTime()
    {
        await Documents.PublishAsync(Tenant, A.Document("b", "1.0.0") with { PublishedAt = A.Time.AddDays(2) }, Ct);
        await Documents.PublishAsync(Tenant, A.Document("b", "1.10.0") with { PublishedAt = A.Time.AddDays(1) }, Ct);
        await Documents.PublishAsync(Tenant, A.Document("B", "1.0.0"), Ct);
        await Documents.PublishAsync(Tenant, A.Document("a", "9.0.0") with { PublishedAt = A.Time.AddDays(9) }, Ct);
        await Documents.PublishAsync(Tenant, A.Document("c") with { Kind = DocumentKind.RoleProfiles }, Ct);
        var listed = await Documents.ListAsync(Tenant, DocumentKind.QuestionBank, Ct);
        Assert.Equal(["B 1.0.0", "a 9.0.0", "b 1.10.0", "b 1.0.0"], listed.Select(document => $"{document.Id} {document.Version}"));
        Same.As(A.Document("B", "1.0.0"), listed[0]);
    }

    [Fact]
    public async Task Documents_OfAnotherTenant_AreNotSeen()
    {
        await Documents.PublishAsync(Tenant, A.Document(), Ct);
        Assert.Null(await Documents.FindAsync("other", DocumentKind.QuestionBank, "product-sense", "1.0.0", Ct));
        Assert.Empty(await Documents.ListAsync("other", DocumentKind.QuestionBank, Ct));
        var theirs = A.Document(content: "theirs");
        Same.As(theirs, await Documents.PublishAsync("other", theirs, Ct));
        Same.As(A.Document(), await Documents.FindAsync(Tenant, DocumentKind.QuestionBank, "product-sense", "1.0.0", Ct));
    }

    [Theory]
    [InlineData("Product-sense", "1.0.0")]
    [InlineData("product-sense", "1.0.0 ")]
    [InlineData("product-sensé", "1.0.0")]
    public async Task FindDocument_AlmostThatId_IsNone(string id, string version)
    {
        await Documents.PublishAsync(Tenant, A.Document(), Ct);
        Assert.Null(await Documents.FindAsync(Tenant, DocumentKind.QuestionBank, id, version, Ct));
    }

    [Fact]
    public async Task FindRequest_Stored_IsTheSame()
    {
        var request = A.Request();
        await Interviews.CreateAsync(Tenant, A.Interview(), request, Ct);
        var stored = await Requests.FindAsync(Tenant, request.RequestId, Ct);
        Same.As(request, stored);
        Assert.Null(await Requests.FindAsync("other", request.RequestId, Ct));
        Assert.Null(await Requests.FindAsync(Tenant, Guid.NewGuid(), Ct));
    }

    [Fact]
    public async Task ForgetRequests_BeforeATime_KeepsLaterOnes()
    {
        var requests = new List<AnsweredRequest>();
        for (int i = 0; i < 6; i++)
        {
            Clock.Now = A.Time.AddHours(i);
            requests.Add(A.Request());
            await Interviews.CreateAsync(i % 2 == 0 ? Tenant : "other", A.Interview(), requests[i], Ct);
        }

        Assert.Equal(3, await Requests.ForgetBeforeAsync(A.Time.AddHours(3), Ct));
        Assert.Equal(0, await Requests.ForgetBeforeAsync(A.Time.AddHours(3), Ct));
        Assert.Null(await Requests.FindAsync(Tenant, requests[2].RequestId, Ct));
        Assert.NotNull(await Requests.FindAsync("other", requests[3].RequestId, Ct));
    }

    [Fact]
    public async Task ForgetRequests_MoreThanOneStep_DeletesAll()
    {
        const int count = 2_300;
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Interviews.CreateAsync(Tenant, A.Interview(), A.Request(), Ct)));
        Assert.Equal(count, await Requests.ForgetBeforeAsync(A.Time.AddTicks(10), Ct));
    }

    [Fact]
    public async Task GetOrCreateKey_Again_IsTheSameSecret()
    {
        byte[][] secrets = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Keys.GetOrCreateAsync("page-token", 32, Ct)));
        Assert.All(secrets, secret => Assert.Equal(secrets[0], secret));
        Assert.Equal(32, secrets[0].Length);
        Assert.NotEqual(secrets[0], await Keys.GetOrCreateAsync("other", 32, Ct));
        await ReopenAsync();
        Assert.Equal(secrets[0], await Keys.GetOrCreateAsync("page-token", 32, Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Keys.GetOrCreateAsync("page-token", 64, Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Keys.GetOrCreateAsync("page-token", 8, Ct));
    }
}
