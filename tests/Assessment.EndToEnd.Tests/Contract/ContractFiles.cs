using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Assessment.EndToEnd.Tests.Contract;

/// <summary>The contract as protoc describes it, comments included.</summary>
internal static class ContractFiles
{
    private static readonly ExtensionRegistry Annotations = [AnnotationsExtensions.Http, FieldBehaviorExtensions.FieldBehavior];

    /// <summary>Our files and the ones they import.</summary>
    public static IReadOnlyList<FileDescriptorProto> All { get; } = Read();

    /// <summary>Our files.</summary>
    public static IReadOnlyList<FileDescriptorProto> Ours { get; } = [.. All.Where(f => f.Package == "assessment.v1")];

    /// <summary>Everything in our files that should have a comment.</summary>
    public static IEnumerable<ContractElement> Elements => Ours.SelectMany(f => new ContractComments(f).Elements());

    /// <summary>Every message by its full name, '.assessment.v1.Interview', nested ones included.</summary>
    public static IReadOnlyDictionary<string, DescriptorProto> Messages { get; } = All
        .SelectMany(f => f.MessageType.SelectMany(m => WithNested($".{f.Package}.{m.Name}", m)))
        .ToDictionary(m => m.Name, m => m.Message);

    private static IEnumerable<(string Name, DescriptorProto Message)> WithNested(string name, DescriptorProto message) =>
        message.NestedType.SelectMany(m => WithNested($"{name}.{m.Name}", m)).Prepend((name, message));

    private static List<FileDescriptorProto> Read()
    {
        using var stream = typeof(ContractFiles).Assembly.GetManifestResourceStream("contract.binpb")!;
        return [.. FileDescriptorSet.Parser.WithExtensionRegistry(Annotations).ParseFrom(stream).File];
    }
}
