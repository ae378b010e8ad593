using System.Reflection;
using Assessment.V1;
using Google.Protobuf.Reflection;

namespace Assessment.Fuzz.Contract;

/// <summary>Every rpc of the contract, found from its descriptors: a new one is fuzzed without being named anywhere.</summary>
internal static class Rpcs
{
    /// <summary>All, ordered by name.</summary>
    public static IReadOnlyList<Rpc> All { get; } =
    [
        .. Files(typeof(ScorecardService).Assembly)
            .Where(file => file.Package == ScorecardService.Descriptor.File.Package)
            .SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .Select(method => new Rpc(method))
            .OrderBy(rpc => rpc.Name, StringComparer.Ordinal),
    ];

    private static IEnumerable<FileDescriptor> Files(Assembly assembly) => assembly.GetTypes()
        .Select(type => type.GetProperty("Descriptor", typeof(FileDescriptor)))
        .OfType<PropertyInfo>()
        .Select(property => (FileDescriptor)property.GetValue(null)!);
}
