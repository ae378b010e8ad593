using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Assessment.Fuzz.Contract;

/// <summary>One rpc of the contract, called with bytes.</summary>
internal sealed class Rpc
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    /// <summary>Describes a method.</summary>
    public Rpc(MethodDescriptor descriptor)
    {
        Descriptor = descriptor;
        Name = $"{descriptor.Service.Name}/{descriptor.Name}";
        var type = (descriptor.IsClientStreaming, descriptor.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (false, true) => MethodType.ServerStreaming,
            (true, false) => MethodType.ClientStreaming,
            _ => MethodType.DuplexStreaming,
        };
        Method = new(type, descriptor.Service.FullName, descriptor.Name, Bytes, Bytes);
    }

    /// <summary>As in 'ScorecardService/SubmitScorecard'.</summary>
    public string Name { get; }

    /// <summary>What the contract says of it.</summary>
    public MethodDescriptor Descriptor { get; }

    /// <summary>How it is called.</summary>
    public Method<byte[], byte[]> Method { get; }

    /// <summary>Whether bytes are a request of it. It is the very parser that the server uses.</summary>
    public bool IsRequest(byte[] bytes)
    {
        try
        {
            Descriptor.InputType.Parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    /// <summary>An answer of it.</summary>
    public IMessage Answer(byte[] bytes) => Descriptor.OutputType.Parser.ParseFrom(bytes);
}
