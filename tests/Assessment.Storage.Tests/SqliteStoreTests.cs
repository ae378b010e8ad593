namespace Assessment.Storage.Tests;

public sealed class SqliteStoreTests : StoreContract
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public Task FindScorecard_WithAZeroCharacter_IsTheSame() => FindScorecard_Submitted_IsTheSame("a\0b");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override async Task<Database> OpenAsync() => await SqliteDatabase.OpenAsync(folder.File("test.db"), Clock, Ct);
}
