using System.Reflection;
using Google.Protobuf.Reflection;

namespace Assessment.Server.Tests.Support;

/// <summary>What the contract has, found from its descriptors: whatever is added to it is here too.</summary>
public static class Contract
{
    /// <summary>Every service of the contract.</summary>
    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
    [
        .. typeof(V1.Interview).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()
            .Where(file => file.Package == "assessment.v1")
            .SelectMany(file => file.Services)
            .OrderBy(service => service.FullName, StringComparer.Ordinal),
    ];

    /// <summary>Every rpc.</summary>
    public static IReadOnlyList<MethodDescriptor> Rpcs { get; } = [.. Services.SelectMany(service => service.Methods)];

    public static MethodDescriptor Find(string fullName) => Rpcs.Single(rpc => rpc.FullName == fullName);
}
