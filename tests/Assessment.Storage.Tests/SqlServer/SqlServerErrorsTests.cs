using Microsoft.Data.SqlClient;

namespace Assessment.Storage.Tests;

public sealed class SqlServerErrorsTests
{
    private const byte Statement = 16;
    private const byte Connection = 20;

    [Theory]
    [InlineData(2627, nameof(SqlServerFailure.Taken))]
    [InlineData(2601, nameof(SqlServerFailure.Taken))]
    [InlineData(547, nameof(SqlServerFailure.Rule))]
    [InlineData(515, nameof(SqlServerFailure.Rule))]
    [InlineData(8152, nameof(SqlServerFailure.Rule))]
    [InlineData(2628, nameof(SqlServerFailure.Rule))]
    [InlineData(1205, nameof(SqlServerFailure.Again))]
    [InlineData(1222, nameof(SqlServerFailure.Again))]
    [InlineData(3960, nameof(SqlServerFailure.Again))]
    [InlineData(40613, nameof(SqlServerFailure.Again))]
    [InlineData(-2, nameof(SqlServerFailure.Late))]
    [InlineData(18456, nameof(SqlServerFailure.Unusable))]
    [InlineData(4060, nameof(SqlServerFailure.Unusable))]
    [InlineData(229, nameof(SqlServerFailure.Unusable))]
    [InlineData(9002, nameof(SqlServerFailure.Unusable))]
    [InlineData(3906, nameof(SqlServerFailure.Unusable))]
    [InlineData(207, nameof(SqlServerFailure.Defect))]
    [InlineData(102, nameof(SqlServerFailure.Defect))]
    public void Classify_ByNumber_SaysWhatItMeans(int number, string expected) =>
        Assert.Equal(expected, SqlServerErrors.Classify(SqlFailure.Of(Statement, number)).ToString());

    [Theory]
    [InlineData(0)]
    [InlineData(10054)]
    [InlineData(596)]
    [InlineData(99_999)]
    public void Classify_SeverityThatEndsTheConnection_IsLost(int number) =>
        Assert.Equal(SqlServerFailure.Lost, SqlServerErrors.Classify(SqlFailure.Of(Connection, number)));

    [Theory]
    [InlineData(new[] { 547, 3621 }, nameof(SqlServerFailure.Rule))]
    [InlineData(new[] { 3621, 2627 }, nameof(SqlServerFailure.Taken))]
    [InlineData(new[] { 2627, 1205 }, nameof(SqlServerFailure.Again))]
    [InlineData(new[] { 1205, -2 }, nameof(SqlServerFailure.Late))]
    public void Classify_OfSeveralErrors_TakesTheOneThatMattersMost(int[] numbers, string expected) =>
        Assert.Equal(expected, SqlServerErrors.Classify(SqlFailure.Of(Statement, numbers)).ToString());

    [Theory]
    [InlineData(547, typeof(ArgumentException))]
    [InlineData(2627, typeof(ArgumentException))]
    [InlineData(1205, typeof(StorageUnavailableException))]
    [InlineData(-2, typeof(StorageUnavailableException))]
    [InlineData(18456, typeof(StorageUnavailableException))]
    [InlineData(207, typeof(InvalidOperationException))]
    public void Translate_ByNumber_IsWhatCallersExpect(int number, Type expected)
    {
        var failure = SqlFailure.Of(Statement, number);
        var translated = SqlServerErrors.Translate(failure);
        Assert.IsType(expected, translated);
        Assert.Same(failure, translated.InnerException);
        Assert.False(translated is StorageUnavailableException { MayBeStored: true });
    }

    [Fact]
    public void Translate_WhatIsNotTheDrivers_StaysAsItIs()
    {
        var conflict = new ConflictException(ConflictKind.VersionChanged);
        Assert.Same(conflict, SqlServerErrors.Translate(conflict));
    }

    [Fact]
    public void IsUndone_OnlyWhereTheServerAnswered()
    {
        Assert.True(SqlServerErrors.IsUndone(SqlFailure.Of(Statement, 547)));
        Assert.True(SqlServerErrors.IsUndone(SqlFailure.Of(Statement, 1205)));
        Assert.True(SqlServerErrors.IsUndone(new ArgumentException("Too long.")));
        Assert.False(SqlServerErrors.IsUndone(SqlFailure.Of(Statement, -2)));
        Assert.False(SqlServerErrors.IsUndone(SqlFailure.Of(Connection, 10054)));
        Assert.False(SqlServerErrors.IsUndone(new InvalidOperationException()));
    }

    [Fact]
    public void Unknown_SaysThatItMayBeStored() => Assert.True(SqlServerErrors.Unknown(SqlFailure.Of(Connection, 10054)).MayBeStored);

    [Fact]
    public void Unavailable_OfSeveralErrors_QuotesThoseOfTheDatabaseItself()
    {
        var failure = SqlFailure.Of(Statement, 2627, 1105); // The first one's text would quote the key.
        Assert.Equal("The database can't be used: Error 2627. Fehler 1105", SqlServerErrors.Unavailable(failure).Message);
    }

    [Fact]
    public void IsCancelled_NeedsACallerWhoGaveUp()
    {
        var failure = SqlFailure.Of(11, 0); // What the driver throws for a cancelled command.
        Assert.IsType<SqlException>(failure);
        Assert.False(SqlServerErrors.IsCancelled(failure, CancellationToken.None));
        Assert.True(SqlServerErrors.IsCancelled(failure, new(canceled: true)));
        Assert.False(SqlServerErrors.IsCancelled(new InvalidOperationException(), new(canceled: true)));
    }
}
