using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Assessment.EndToEnd.Tests.Contract;

/// <summary>A message, field, oneof, enum, value, service or rpc.</summary>
/// <param name="Name">Its full name without a leading dot: 'assessment.v1.Interview.name'.</param>
/// <param name="Comment">The comment above it, on one line; empty when there is none.</param>
/// <param name="Element">Its descriptor.</param>
internal sealed record ContractElement(string Name, string Comment, IMessage Element);

/// <summary>Finds comments by the paths of descriptor.proto's SourceCodeInfo: field numbers and indexes from the file down.</summary>
internal sealed class ContractComments(FileDescriptorProto file)
{
    private readonly Dictionary<string, string> _comments = file.SourceCodeInfo.Location
        .Where(l => l.HasLeadingComments)
        .ToDictionary(l => string.Join('.', l.Path), l => OneLine(l.LeadingComments));

    /// <summary>Every element, in the file's order.</summary>
    public IEnumerable<ContractElement> Elements() =>
    [
        .. file.MessageType.SelectMany((m, i) => Of(file.Package, $"{FileDescriptorProto.MessageTypeFieldNumber}.{i}", m)),
        .. file.EnumType.SelectMany((e, i) => Of(file.Package, $"{FileDescriptorProto.EnumTypeFieldNumber}.{i}", e)),
        .. file.Service.SelectMany((s, i) => Of(file.Package, $"{FileDescriptorProto.ServiceFieldNumber}.{i}", s)),
    ];

    private IEnumerable<ContractElement> Of(string scope, string path, DescriptorProto message)
    {
        string name = $"{scope}.{message.Name}";
        return
        [
            Element(name, path, message),
            .. message.Field.Select((f, i) => Element($"{name}.{f.Name}", $"{path}.{DescriptorProto.FieldFieldNumber}.{i}", f)),
            .. message.OneofDecl.Select((o, i) => (Oneof: o, Path: $"{path}.{DescriptorProto.OneofDeclFieldNumber}.{i}"))
                .Where(o => !IsSynthetic(message, o.Oneof)).Select(o => Element($"{name}.{o.Oneof.Name}", o.Path, o.Oneof)),
            .. message.NestedType.SelectMany((m, i) => Of(name, $"{path}.{DescriptorProto.NestedTypeFieldNumber}.{i}", m)),
            .. message.EnumType.SelectMany((e, i) => Of(name, $"{path}.{DescriptorProto.EnumTypeFieldNumber}.{i}", e)),
        ];
    }

    private IEnumerable<ContractElement> Of(string scope, string path, EnumDescriptorProto type) =>
        type.Value.Select((v, i) => Element($"{scope}.{type.Name}.{v.Name}", $"{path}.{EnumDescriptorProto.ValueFieldNumber}.{i}", v))
            .Prepend(Element($"{scope}.{type.Name}", path, type));

    private IEnumerable<ContractElement> Of(string scope, string path, ServiceDescriptorProto service) =>
        service.Method.Select((m, i) => Element($"{scope}.{service.Name}.{m.Name}", $"{path}.{ServiceDescriptorProto.MethodFieldNumber}.{i}", m))
            .Prepend(Element($"{scope}.{service.Name}", path, service));

    private ContractElement Element(string name, string path, IMessage element) => new(name, _comments.GetValueOrDefault(path, ""), element);

    /// <summary>The oneof that the compiler makes up for an 'optional' field.</summary>
    private static bool IsSynthetic(DescriptorProto message, OneofDescriptorProto oneof) =>
        message.Field.Any(f => f.Proto3Optional && f.HasOneofIndex && message.OneofDecl[f.OneofIndex] == oneof);

    private static string OneLine(string comment) =>
        string.Join(' ', comment.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
