using System.Globalization;
using Assessment.QuestionBanks;
using Assessment.Server.Access;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Server.Paging;
using Assessment.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Assessment.Server.Banks;

/// <summary>Banks and role profiles over gRPC.</summary>
internal sealed class QuestionBankService(RubricCatalogs catalogs, PageTokens tokens, Limits limits, TimeProvider clock)
    : V1.QuestionBankService.QuestionBankServiceBase
{
    private const string Latest = "latest";

    public override async Task<ListQuestionBanksResponse> ListQuestionBanks(ListQuestionBanksRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        violations.Defined("track", request.Track);
        var (skip, take) = PageOf(context.Caller.Tenant, request, request.PageSize, request.PageToken, violations);
        var catalog = await catalogs.OfAsync(context.Caller.Tenant, context.CancellationToken);
        var all = catalog.Banks.Where(b => request.Track == V1.Track.Unspecified || (int)b.Bank.Track == (int)request.Track).ToList();
        return new ListQuestionBanksResponse
        {
            QuestionBanks = { all.Skip(skip).Take(take).Select(b => BankReply.Of(b, whole: false)) },
            NextPageToken = NextPage(context.Caller.Tenant, request, all.Count, skip + take),
        };
    }

    public override async Task<V1.QuestionBank> GetQuestionBank(GetQuestionBankRequest request, ServerCallContext context)
    {
        if (!ResourceNames.TryQuestionBank(request.Name, out string? id, out string? version))
        {
            throw RequestException.Invalid("name", "is not of the form 'questionBanks/{id}/versions/{version}'.");
        }

        var catalog = await catalogs.OfAsync(context.Caller.Tenant, context.CancellationToken);
        var bank = version == Latest
            ? catalog.Banks.LastOrDefault(b => b.Bank.Id == id)
            : await catalog.FindBankAsync(id, version, context.CancellationToken);
        return BankReply.Of(bank ?? throw RequestException.NotFound(request.Name), whole: true);
    }

    public override Task<ValidateQuestionBankResponse> ValidateQuestionBank(ValidateQuestionBankRequest request, ServerCallContext context)
    {
        var reading = Read(request.Source, request.File);
        var response = new ValidateQuestionBankResponse
        {
            Diagnostics =
            {
                Listed(reading.Diagnostics).Select(d => new BankDiagnostic
                {
                    File = d.File, Line = d.Line, Column = d.Column, Code = d.Code, Message = d.Message,
                }),
            },
        };
        if (reading.Bank is { } bank)
        {
            response.QuestionBank = BankReply.Of(bank, publishedAt: null, whole: true);
        }

        return Task.FromResult(response);
    }

    public override async Task<V1.QuestionBank> PublishQuestionBank(PublishQuestionBankRequest request, ServerCallContext context)
    {
        var reading = Read(request.Source, request.File);
        if (reading.Diagnostics.Count > 0)
        {
            throw RequestException.Invalid(
                [.. Listed(reading.Diagnostics).Select(d => new BadRequest.Types.FieldViolation { Field = "source", Description = d.ToString() })],
                ErrorReason.InvalidBank);
        }

        if (reading.Bank is not { } bank)
        {
            throw RequestException.Invalid("source", "holds role profiles; this call publishes question banks.", ErrorReason.InvalidBank);
        }

        var catalog = await catalogs.OfAsync(context.Caller.Tenant, context.CancellationToken);
        return BankReply.Of(await catalog.PublishAsync(bank, clock.GetUtcNow(), context.CancellationToken), whole: true);
    }

    public override async Task<ListRoleProfilesResponse> ListRoleProfiles(ListRoleProfilesRequest request, ServerCallContext context)
    {
        var (skip, take) = PageOf(context.Caller.Tenant, request, request.PageSize, request.PageToken, new FieldViolations(limits));
        var catalog = await catalogs.OfAsync(context.Caller.Tenant, context.CancellationToken);
        var profiles = catalog.NewestProfiles?.Profiles;
        var all = profiles is null ? [] : profiles.Roles
            .OrderBy(role => role.Id, StringComparer.Ordinal)
            .SelectMany(role => Enum.GetValues<QuestionBanks.RoleLevel>().Select(level => (role.Id, Level: level)))
            .ToList();
        return new ListRoleProfilesResponse
        {
            RoleProfiles = { all.Skip(skip).Take(take).Select(p => BankReply.Of(profiles!, p.Id, p.Level)) },
            NextPageToken = NextPage(context.Caller.Tenant, request, all.Count, skip + take),
        };
    }

    public override async Task<V1.RoleProfile> GetRoleProfile(GetRoleProfileRequest request, ServerCallContext context)
    {
        if (!ResourceNames.TryRoleProfile(request.Name, out string? role, out var level))
        {
            throw RequestException.Invalid("name", "is not of the form 'roleProfiles/{role}/levels/{junior|mid|senior|staff}'.");
        }

        var catalog = await catalogs.OfAsync(context.Caller.Tenant, context.CancellationToken);
        var newest = catalog.NewestProfiles?.Profiles;
        var profiles = request.Version.Length == 0 || newest is null
            ? newest
            : await catalog.FindProfilesAsync(newest.Id, request.Version, context.CancellationToken);
        return profiles?.Find(role, level) is null
            ? throw RequestException.NotFound(request.Name)
            : BankReply.Of(profiles, role, level);
    }

    private BankReading Read(ByteString source, string file)
    {
        var violations = new FieldViolations(limits);
        if (source.IsEmpty)
        {
            violations.Add("source", "is required.");
        }
        else if (source.Length > violations.Limits.BankBytes)
        {
            violations.Add("source", $"has {source.Length} bytes; at most {violations.Limits.BankBytes} are allowed.");
        }

        violations.OptionalId("file", file, violations.Limits.FileNameLength);
        violations.ThrowIfAny();
        return BankReader.Read(file.Length == 0 ? "source" : file, source.Span);
    }

    /// <summary>What fits an answer: a megabyte of nonsense has hundreds of thousands of problems.</summary>
    private IEnumerable<Diagnostic> Listed(IReadOnlyList<Diagnostic> all)
    {
        int more = all.Count - limits.BankDiagnostics;
        var listed = all.Take(limits.BankDiagnostics);
        return more <= 0 ? listed : listed.Append(all[limits.BankDiagnostics] with { Code = "and-more", Message = $"and {more} more from here on." });
    }

    private (int Skip, int Take) PageOf(string tenant, IMessage request, int pageSize, string pageToken, FieldViolations violations)
    {
        int take = violations.PageSize(pageSize);
        violations.ThrowIfAny();
        return (int.Parse(tokens.Read(tenant, request, pageToken) ?? "0", CultureInfo.InvariantCulture), take);
    }

    private string NextPage(string tenant, IMessage request, int count, int end) =>
        end < count ? tokens.Issue(tenant, request, end.ToString(CultureInfo.InvariantCulture)) : "";
}
