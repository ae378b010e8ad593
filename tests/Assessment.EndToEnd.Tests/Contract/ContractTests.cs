using Google.Api;
using Google.Protobuf.Reflection;

namespace Assessment.EndToEnd.Tests.Contract;

public class ContractTests
{
    [Fact]
    public void Elements_All_HaveAComment()
    {
        var elements = ContractFiles.Elements.ToList();
        Assert.True(elements.Count > 400, $"only {elements.Count} elements were found");
        Assert.Empty(elements.Where(e => e.Comment.Length < 3).Select(e => e.Name));
    }

    [Fact]
    public void Comments_All_EndLikeASentence() =>
        Assert.Empty(ContractFiles.Elements.Where(e => !e.Comment.EndsWith('.')).Select(e => $"{e.Name}: {e.Comment}"));

    /// <summary>Fields of request messages, and of the messages they hold; members of a oneof say it by being one.</summary>
    [Fact]
    public void RequestFields_All_SayHowTheyBehave()
    {
        var reached = new HashSet<string>();
        foreach (string name in ContractFiles.Ours.SelectMany(f => f.Service).SelectMany(s => s.Method).Select(m => m.InputType))
        {
            Reach(name, reached);
        }

        var silent =
            from name in reached
            from field in ContractFiles.Messages[name].Field
            where !field.HasOneofIndex || field.Proto3Optional
            where field.Options?.GetExtension(FieldBehaviorExtensions.FieldBehavior) is not { Count: > 0 }
            select $"{name}.{field.Name}";
        Assert.True(reached.Count > 30, $"only {reached.Count} messages were reached");
        Assert.Empty(silent);
    }

    [Fact]
    public void UnaryMethods_All_HaveARestFace() => Assert.Empty(
        from service in ContractFiles.Ours.SelectMany(f => f.Service)
        from method in service.Method
        where method.Options?.GetExtension(AnnotationsExtensions.Http) is null != (method.ClientStreaming || method.ServerStreaming)
        select $"{service.Name}.{method.Name}");

    private static void Reach(string name, HashSet<string> reached)
    {
        if (!name.StartsWith(".assessment.", StringComparison.Ordinal) || !reached.Add(name))
        {
            return;
        }

        foreach (var field in ContractFiles.Messages[name].Field.Where(f => f.Type == FieldDescriptorProto.Types.Type.Message))
        {
            Reach(field.TypeName, reached);
        }
    }
}
